// A stream filter: a chat answer longer than LIMIT characters is blocked. Node's standard library only.
import http2 from 'node:http2';

const limit = Number(process.env.LIMIT ?? 20000);

const server = http2.createServer({ settings: { maxConcurrentStreams: 100000 } });
server.on('stream', stream => {
  stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
  stream.setEncoding('utf8');
  let [rest, length] = ['', 0];
  stream.on('data', part => {
    const events = (rest + part).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const data = /^data: (\{.*)$/m.exec(event);
      for (const choice of (data && JSON.parse(data[1]).choices) ?? []) {
        length += (choice.delta ?? choice.message)?.content?.length ?? 0;
      }
      if (length > limit) {
        const verdict = { action: 'blocked', rule: 'length', count: 1, reason: `longer than ${limit} characters` };
        stream.removeAllListeners('data').end(`event: filter.verdict\ndata: ${JSON.stringify(verdict)}\n\n`);
        return;
      }
      stream.write(`${event}\n\n`); // unchanged, its "id:" line too: that answers the event
    }
  });
  stream.on('end', () => stream.end());
  stream.on('error', () => {}); // the gateway has left
});
server.listen(Number(process.env.PORT ?? 5090), '127.0.0.1', () =>
  console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));
