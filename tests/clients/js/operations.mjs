// Runs a query, a mutation and a wrong document over both stream protocols; prints one JSON object: client → results.
// node operations.mjs host:port token
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';

const [address, token] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
const REGISTER = `mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { fullName } }`;
const EVENTS = `subscription { clinicEvents(after: 0, types: ["patient.registered"]) { type node { changed } } }`;

async function collect(client, query, { variables, limit = Infinity } = {}) {
  const seen = [];
  for await (const result of client.iterate({ query, variables })) {
    seen.push(result);
    if (seen.length >= limit) break; // leaving the loop ends the operation
  }
  return seen;
}

async function refusal(client, query) {
  try {
    return (await collect(client, query))[0].errors;
  } catch (error) {
    return Array.isArray(error) ? error : String(error);
  }
}

async function exercise(client, lastName) {
  return {
    query: await collect(client, '{ viewer { role } }'),
    mutation: await collect(client, REGISTER, { variables: { input: { firstName: 'Ada', lastName } } }),
    subscription: await collect(client, EVENTS, { limit: 1 }),
    invalid: await refusal(client, '{ nothing }'),
    after: await collect(client, '{ viewer { role } }'),
  };
}

const ws = createWs({
  url: `ws://${address}/graphql`,
  connectionParams: { authorization },
  retryAttempts: 0,
  webSocketImpl: WebSocket, // Node 20 has none of its own
});
const sse = createSse({ url: `http://${address}/graphql`, headers: { authorization }, retryAttempts: 0 });
console.log(JSON.stringify({ ws: await exercise(ws, 'Socket'), sse: await exercise(sse, 'Stream') }));
await ws.dispose();
sse.dispose();
