// `node:http` and nothing else: `/4321` is answered with so many bytes.
import { createServer } from 'node:http';

const bodies = new Map();
const bodyOf = (bytes) => bodies.get(bytes) ?? bodies.set(bytes, Buffer.alloc(bytes, 'a')).get(bytes);
const server = createServer((req, res) => {
  const body = bodyOf(Number(req.url.slice(1)) || 0);
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
}).listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.once('disconnect', () => process.exit());
