import 'reflect-metadata';
import { runCommandLine } from './apps/commands/run-command-line.js';
import { processTerminal } from './apps/commands/terminal.js';
import { processVariables } from './platform/config/process-variables.js';

const code = await runCommandLine(['serve', ...process.argv.slice(2)], processTerminal(), processVariables());
process.exit(code);
