import { describe, expect, it } from '@jest/globals';
import { Readiness } from '../../../src/web/ops/health/readiness.js';

describe('readiness', () => {
  it('is the state of every part that registered, and tells no more than that', async () => {
    const readiness = new Readiness();
    readiness.register('database', () => Promise.resolve(1));
    readiness.register('queue', () => Promise.reject(new Error('redis://user:secret@host is away')));
    expect([...(await readiness.parts())]).toEqual([
      ['database', 'ready'],
      ['queue', 'not-ready'],
    ]);
  });

  it('does not wait for a part that never answers', async () => {
    const readiness = new Readiness();
    readiness.register('database', () => new Promise(() => undefined));
    expect([...(await readiness.parts())]).toEqual([['database', 'not-ready']]);
  });
});
