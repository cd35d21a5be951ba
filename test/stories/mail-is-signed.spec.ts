import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dkimKeys, type TestKeys } from '../support/dkim-keys.js';
import { dkimVerifiers } from '../support/dkim-verifiers.js';
import { newestMailTo } from '../support/mailbox.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let keys: TestKeys;

beforeAll(async () => {
  keys = await dkimKeys('vigil.example.org');
  const { rsa, ed25519 } = keys.dkim;
  service = await startService({
    VIGIL_DKIM_DOMAIN: keys.dkim.domain,
    VIGIL_DKIM_SELECTOR: rsa.selector,
    VIGIL_DKIM_KEY_FILE: rsa.keyFile,
    VIGIL_DKIM_ED25519_SELECTOR: ed25519.selector,
    VIGIL_DKIM_ED25519_KEY_FILE: ed25519.keyFile,
  });
}, 120_000);

afterAll(() => service.remove());

describe('a service with a DKIM key', () => {
  it('signs what a supporter gets, in every language', async () => {
    const mails: string[] = [];
    for (const locale of ['en', 'fa', 'ar']) {
      const email = `parisa-${locale}@example.org`;
      const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'پریسا', email, visibility: 'counted', locale }),
      });
      expect(answer.status).toBe(202);
      const { source, from } = await newestMailTo(service, email);
      expect(from?.address).toBe('vigil@vigil.example.org');
      expect(source).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/);
      mails.push(source);
    }
    for (const { verify, knowsEd25519 } of dkimVerifiers()) {
      expect(verify(mails, keys.published)).toEqual(mails.map(() => (knowsEd25519 ? [true, true] : [true])));
    }
  });
});
