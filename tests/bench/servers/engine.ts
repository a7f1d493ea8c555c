// The engine of this course, over HTTP/1.1.
import { createServer } from 'node:http';
import { openChannel } from './engine-channel.ts';
import { serve } from './serve.ts';

const { answer, publish } = await openChannel();
await serve(createServer(answer), publish);
