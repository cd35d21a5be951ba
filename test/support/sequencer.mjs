import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** The longest of all: what begins last with it waits for it alone. */
const FIRST = ['test/domain/dispatch/kill.spec.ts'];
/** Starts PostgreSQL again and again, as the first kills it: beside one another each takes twice as long. */
const LATER = ['test/domain/dispatch/interruptions.spec.ts'];
const LATER_BY = 40;

/** Jest's own order (the longest first, as far as it knows), but for the few that it cannot know. */
export default class VigilSequencer extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isOf = (names) => (test) => names.includes(relative(test.context.config.rootDir, test.path));
    const [first, later] = [sorted.filter(isOf(FIRST)), sorted.filter(isOf(LATER))];
    const others = sorted.filter((test) => !first.includes(test) && !later.includes(test));
    return [...first, ...others.slice(0, LATER_BY), ...later, ...others.slice(LATER_BY)];
  }
}
