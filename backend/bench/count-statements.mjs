// Loaded into the measured shop: how many statements it has handed to its database since it was last asked.
import { channel } from 'node:diagnostics_channel';
import { DatabaseSync, StatementSync } from 'node:sqlite';

let statements = 0;
for (const name of ['query', 'execute']) channel(`tracing:mysql2:${name}:start`).subscribe(() => statements++);
const counting = (prototype, method) => {
  const original = prototype[method];
  prototype[method] = function counted(...given) {
    statements++;
    return original.apply(this, given);
  };
};
for (const method of ['all', 'get', 'run', 'iterate']) counting(StatementSync.prototype, method);
counting(DatabaseSync.prototype, 'exec');
process.on('message', (asked) => {
  if (asked !== 'statements') return;
  process.send({ statements });
  statements = 0;
});
process.channel?.unref();
