import 'reflect-metadata';
import { endProcess } from './apps/commands/end-process.js';
import { runCommandLine } from './apps/commands/run-command-line.js';
import { processTerminal } from './apps/commands/terminal.js';
import { keepHeapModest } from './platform/config/modest-heap.js';
import { processVariables } from './platform/config/process-variables.js';

keepHeapModest();
endProcess(await runCommandLine(['serve', ...process.argv.slice(2)], processTerminal(), processVariables()));
