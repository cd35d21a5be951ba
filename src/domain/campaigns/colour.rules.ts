/** A colour as style sheets write it: `#rrggbb`, in small letters. */
export type Colour = `#${string}`;

/** A colour by lightness (0 to 1), colourfulness (0: grey) and hue (radians), as people see them: OKLCH. */
export interface Tone {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** Red, green and blue as light, 0 to 1; outside of that where no screen can show the colour. */
type Light = readonly [number, number, number];

/** A colour however its letters were written, or null for anything but `#rrggbb`. */
export function readColour(text: string): Colour | null {
  const colour = text.trim().toLowerCase();
  return /^#[0-9a-f]{6}$/.test(colour) ? (colour as Colour) : null;
}

/** How well one colour is read on another, 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = lightOf(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour's tone (Björn Ottosson, A perceptual color space for image processing, 2020). */
export function toneOf(colour: Colour): Tone {
  const [r, g, b] = lightOf(colour);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const one = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const two = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(one, two),
    hue: Math.atan2(two, one),
  };
}

/** The colour of a tone; one that no screen can show becomes as much greyer as it must. */
export function colourOf({ lightness, chroma, hue }: Tone): Colour {
  let [shown, most] = [0, chroma];
  if (isShown(lightOfTone({ lightness, chroma, hue }))) shown = chroma;
  else {
    for (let halvings = 0; halvings < 16; halvings += 1) {
      const tried = (shown + most) / 2;
      if (isShown(lightOfTone({ lightness, chroma: tried, hue }))) shown = tried;
      else most = tried;
    }
  }
  const parts = lightOfTone({ lightness, chroma: shown, hue }).map(encoded);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function lightOf(colour: Colour): Light {
  const part = (at: number): number => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function lightOfTone({ lightness, chroma, hue }: Tone): Light {
  const [one, two] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * one + 0.2158037573 * two) ** 3;
  const m = (lightness - 0.1055613458 * one - 0.0638541728 * two) ** 3;
  const s = (lightness - 0.0894841775 * one - 1.291485548 * two) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function isShown(light: Light): boolean {
  return light.every((part) => part > -0.0005 && part < 1.0005);
}

function encoded(part: number): number {
  const light = Math.min(1, Math.max(0, part));
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
}
