/** One thing that happened in the demo, and where to look at it. */
export interface Told {
  readonly chapter: string;
  readonly what: string;
  readonly where: readonly string[];
}

/** Tells the demo as it happens and keeps what was told. */
export class Narrator {
  readonly told: Told[] = [];
  private chapter = '';

  constructor(private readonly say: (line: string) => void) {}

  /** Begins a chapter. */
  begin(chapter: string): void {
    this.chapter = chapter;
    this.say(`\n${chapter}`);
  }

  /** Says what happened and where to look. */
  tell(what: string, ...where: string[]): void {
    this.told.push({ chapter: this.chapter, what, where });
    this.say(`  ${what}`);
    for (const place of where) this.say(`    → ${place}`);
  }
}
