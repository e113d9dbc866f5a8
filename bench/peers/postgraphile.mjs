// PostGraphile 5 as its documentation sets it up: the Amber preset over the application login, held by row-level
// security; each request's clinic and person go into the transaction by pgSettings. Ranges are asked for through the
// connection filter, so that it joins the relations into one statement (behind a function it would not); counters and
// booking are SQL functions (peers/functions.sql), the way PostGraphile wants such things written.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { grafserv } from 'postgraphile/grafserv/node';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { postgraphile } from 'postgraphile';

const callers = new Map();
for (const [token, who] of Object.entries(JSON.parse(readFileSync(process.env.BENCH_TOKENS, 'utf8')))) {
  callers.set(`Bearer ${token}`, {
    'app.clinic': who.clinic,
    'app.account': who.account,
    'app.membership': who.membership,
  });
}

const host = encodeURIComponent(process.env.PGHOST);
const database = `postgresql://${process.env.PGUSER}@/${process.env.PGDATABASE}?host=${host}&port=${process.env.PGPORT}`;

const preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ connectionString: database, schemas: ['public', 'bench_api'], poolConfig: { max: 10 } })],
  // Plain lists instead of connections, and all functions in the open: less to do than its defaults.
  schema: { defaultBehavior: '+list -connection +query:resource:list' },
  grafserv: { graphiql: false, watch: false },
  grafast: {
    explain: false,
    context(request) {
      const settings = callers.get(request.node?.req?.headers?.authorization);
      if (settings === undefined) throw new Error('unknown token');
      return { pgSettings: settings };
    },
  },
};

const instance = postgraphile(preset);
const server = createServer();
server.on('error', (problem) => {
  console.error(problem);
  process.exit(1);
});
await instance.createServ(grafserv).addTo(server);
if (process.env.SDL) {
  const { printSchema } = await import('graphql');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(process.env.SDL, printSchema((await instance.getSchemaResult()).schema));
}
server.listen(Number(process.env.PORT), '127.0.0.1');
