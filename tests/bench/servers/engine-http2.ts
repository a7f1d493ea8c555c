// The engine of this course, over HTTP/2 without TLS.
import { createServer } from 'node:http2';
import { openChannel } from './engine-channel.ts';
import { serve } from './serve.ts';

const { answer, publish } = await openChannel();
await serve(createServer(answer), publish);
