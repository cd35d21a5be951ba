#!/usr/bin/env node
import 'reflect-metadata';
import { runCommandLine } from './apps/commands/run-command-line.js';
import { processTerminal } from './apps/commands/terminal.js';
import { processVariables } from './platform/config/process-variables.js';

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), processVariables());
