// Runs the public audit of GraphQL over HTTP against the URL given; prints one JSON object: id → {status, name, reason}.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const report = Object.fromEntries(
  results.map(({ id, name, status, reason }) => [id, { status, name, reason: reason ?? null }]),
);
console.log(JSON.stringify(report));
