// Runs the reference clients of both stream protocols against host:port; prints one JSON object: client → results.
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';

const address = process.argv[2];

async function collect(client, query, limit = Infinity) {
  const seen = [];
  for await (const result of client.iterate({ query })) {
    seen.push(result);
    if (seen.length >= limit) break; // leaving the loop ends the operation
  }
  return seen;
}

async function refusal(client, query) {
  try {
    return { results: await collect(client, query) };
  } catch (error) {
    return { errors: Array.isArray(error) ? error : String(error) };
  }
}

async function exercise(client) {
  return {
    query: await collect(client, '{ hello }'),
    mutation: await collect(client, 'mutation { bump }'),
    subscription: await collect(client, 'subscription { count(to: 3) }'),
    stopped: await collect(client, 'subscription { count(to: 1000000) }', 2),
    invalid: await refusal(client, '{ nothing }'),
    who: await collect(client, '{ who }'),
  };
}

const ws = createWs({
  url: `ws://${address}/graphql`,
  connectionParams: { token: 'ann' },
  retryAttempts: 0,
  webSocketImpl: WebSocket, // Node 20 has none of its own
});
const sse = createSse({
  url: `http://${address}/graphql`,
  headers: { authorization: 'Bearer ann' },
  retryAttempts: 0,
});
console.log(JSON.stringify({ ws: await exercise(ws), sse: await exercise(sse) }));
await ws.dispose();
sse.dispose();
