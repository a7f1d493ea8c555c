// What it saves that streams share a connection: their frames leave in one write.
import { inRounds } from '../bench.ts';
import { streamsPerConnection } from '../client-http2.ts';
import { measureCpu } from '../cpu-per-delivery.ts';
import { ratio, type Figure } from '../figure.ts';

const events = 60;

export const http2: Figure = async (limit) => {
  const readers = limit(1000);
  const values = await inRounds(['engine', 'engine-http2'], (variant) =>
    measureCpu(variant, { readers, size: 200, events }),
  );
  return {
    title: 'CPU of a delivery over HTTP/2',
    conditions: `N = ${readers}, ${streamsPerConnection} streams a connection, without TLS, 200 bytes of JSON, ${events} single events a round.`,
    columns: [{ name: 'µs', values, against: 'engine' }],
    targets: [
      {
        wanted: 'engine-http2 ≤ 0.5 × engine',
        ...{ bound: 'at most', limit: 0.5, measured: ratio(values, 'engine-http2', 'engine') },
      },
    ],
  };
};
