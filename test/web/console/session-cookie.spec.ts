import { describe, expect, it } from '@jest/globals';
import { SessionCookie } from '../../../src/web/console/session-cookie.js';

const id = 'a'.repeat(43);

describe('the session cookie', () => {
  it('is bound to the host and to https where the service is https', () => {
    const set = new SessionCookie('https://vigil.example.org').begin(id);
    expect(set).toMatch(/^__Host-/);
    expect(set).toContain('; Secure');
    expect(set).toContain('; HttpOnly');
    expect(set).toContain('; Path=/');
    expect(set).not.toContain('Domain');
  });

  it('needs no Secure on this machine, and has another name there', () => {
    const set = new SessionCookie('http://localhost:3000').begin(id);
    expect(set).not.toContain('__Host-');
    expect(set).not.toContain('Secure');
  });

  it('does not exist on any other http address', () => {
    expect(new SessionCookie('http://vigil.example.org').allowed).toBe(false);
    expect(new SessionCookie('http://localhost:3000').allowed).toBe(true);
    expect(new SessionCookie('https://vigil.example.org').allowed).toBe(true);
  });

  it('is read among others, and not at all when two contradict each other', () => {
    const cookie = new SessionCookie('http://localhost:3000');
    expect(cookie.read(`a=b; vigil-session=${id}; c=d`)).toBe(id);
    expect(cookie.read(`vigil-session=${id}; vigil-session=${'b'.repeat(43)}`)).toBeNull();
    expect(cookie.read('vigil-session=short')).toBeNull();
    expect(cookie.read(undefined)).toBeNull();
  });
});
