// The process of one variant. It does what its parent says, and says what it cost.
import type { AddressInfo } from 'node:net';
import { variants, type VariantName } from './variants.ts';

/** `count` texts in one turn of the loop. */
export type Order =
  { do: 'publish'; size: number; count: number } | { do: 'cpu' } | { do: 'memory' };

const variant = await variants[process.argv[2] as VariantName]();
variant.server.listen(0, '127.0.0.1', 8192, () => {
  process.send!((variant.server.address() as AddressInfo).port);
});

/** Each text has one tilde, by which the client counts. */
const textOf = (size: number) => '~'.padEnd(size, 'x');

process.on('message', (order: Order) => {
  if (order.do === 'publish')
    for (let n = 0; n < order.count; n++) variant.publish(textOf(order.size));
  if (order.do === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send!(user + system);
  }
  if (order.do === 'memory') {
    globalThis.gc!();
    process.send!(process.memoryUsage.rss());
  }
});
process.on('disconnect', () => process.exit());
