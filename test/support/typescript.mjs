import { register } from 'node:module';

// `node --import ./test/support/typescript.mjs file.ts`: a child process of a test runs the sources as Jest does.
register('./typescript-hooks.mjs', import.meta.url);
