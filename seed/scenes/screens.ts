import type { ArtName } from './tints.js';

/** Pictures on screens, each on a sheet of 400 × 260 that is cropped to the screen. */
const ART: Record<ArtName, string> = {
  hills:
    sky('#C9D9FF', '#FFF3DC') +
    '<circle cx="280" cy="94" r="44" fill="#FFE3A3"/>' +
    '<path d="M0 174c58-52 112-58 168-22s104 40 152 4 70-34 90-26v140H0Z" fill="#8FB2FF"/>' +
    '<path d="M0 210c66-34 118-30 170-6s122 32 240-26v92H0Z" fill="#4F7BF0"/><path d="M0 244c80-26 150-20 214-4s134 8 196-16v44H0Z" fill="#2B52C8"/>',
  waves:
    sky('#CFC2FF', '#FFE6D2') +
    '<path d="M0 260V128c54 6 98 38 146 74s86 52 116 58Z" fill="#7B5CE0"/><path d="M0 260v-64c54 0 100 18 142 36s68 24 86 28Z" fill="#5A3CC4"/>' +
    '<path d="M400 0v178c-50-6-86-30-118-74S216 22 166 0Z" fill="#FFB98A"/><path d="M400 0v108c-36-8-64-26-86-54S268 8 246 0Z" fill="#FF946B"/>',
  dunes:
    sky('#FFD9B8', '#FFF1DF') +
    '<circle cx="110" cy="88" r="34" fill="#FF9F6B"/><path d="M0 168c80-50 150-40 220-4s120 30 180 4v92H0Z" fill="#F4B183"/>' +
    '<path d="M0 214c70 10 140-34 214-38s130 26 186 34v50H0Z" fill="#DE8A5C"/><path d="M0 260c90-44 190-52 400-22v22Z" fill="#B9623B"/>',
  rings:
    '<rect width="400" height="260" fill="#0F2B46"/>' +
    ring(150, '#17406A') +
    ring(116, '#1F5C92') +
    ring(82, '#3C86C4') +
    ring(50, '#8CC3EA') +
    ring(24, '#FFF3DC'),
  code:
    '<rect width="400" height="260" fill="#171B26"/><rect width="70" height="260" fill="#10131B"/>' +
    lines(12, ['#39465E', '#2E3A50'], 12, 22, [38, 30, 42, 26]) +
    lines(92, ['#FFB020', '#7FA2FF', '#5FD1A0', '#C8CDD8', '#FF9A93'], 12, 22, [120, 200, 160, 90, 230, 140, 180]),
  notes:
    '<rect width="400" height="260" fill="#FFFDF8"/><rect width="400" height="26" fill="#F1EEE5"/>' +
    '<circle cx="16" cy="13" r="4.500" fill="#FFB020"/><circle cx="30" cy="13" r="4.500" fill="#2457F5"/><circle cx="44" cy="13" r="4.500" fill="#0B8457"/>' +
    '<rect x="28" y="46" width="130" height="13" rx="6" fill="#2B303A"/><rect x="26" y="70" width="120" height="14" rx="4" fill="#FFB020" opacity=".5"/>' +
    '<g fill="#DFDBD0"><rect x="28" y="74" width="240" height="6" rx="3"/><rect x="28" y="90" width="214" height="6" rx="3"/><rect x="28" y="106" width="230" height="6" rx="3"/></g>' +
    '<path d="M40 226c40-6 60-18 84-46s44-50 74-54 48 34 84 52 60 20 84 22" fill="none" stroke="#2457F5" stroke-width="5" stroke-linecap="round"/>' +
    '<path d="M40 132v100h330" fill="none" stroke="#CFCABD" stroke-width="2"/><circle cx="200" cy="126" r="8" fill="#FFFDF8" stroke="#C62F2F" stroke-width="4"/>',
  neon:
    sky('#1A1030', '#3B1658') +
    '<circle cx="200" cy="150" r="70" fill="#FF5CA8"/><circle cx="200" cy="150" r="70" fill="#FFB020" opacity=".45"/>' +
    '<path d="M0 182h400v78H0Z" fill="#160B2A"/><g stroke="#7C5CFF" stroke-width="2" opacity=".85"><path d="M0 182h400M0 202h400M0 228h400M200 182v78M150 182 70 260M250 182l80 78M100 182-60 260M300 182l160 78"/></g>',
  leaves:
    sky('#DDF3E4', '#F7FBEA') +
    '<path d="M-10 270C30 150 120 90 230 70 190 180 110 250-10 270Z" fill="#5FB58A"/><path d="M80 280C150 160 260 110 420 120 350 220 220 280 80 280Z" fill="#2F8A63"/>' +
    '<path d="M240 300c10-110 80-200 190-240-4 120-70 210-190 240Z" fill="#8FD0AC"/><path d="M-6 266C70 190 140 120 222 76M90 276c90-80 190-130 316-152" fill="none" stroke="#fff" stroke-width="3" opacity=".35"/>',
  dusk:
    sky('#26306B', '#F3A48B') +
    '<circle cx="316" cy="58" r="20" fill="#FFF3DC"/><path d="M0 190 70 120l54 52 72-92 82 96 48-44 84 70v70H0Z" fill="#4B3F86"/><path d="M0 226l90-58 80 54 70-40 96 50 74-34v70H0Z" fill="#2B2456"/>',
  chart:
    '<rect width="400" height="260" fill="#F7F9FD"/><rect width="64" height="260" fill="#22304F"/><g fill="#5D719C"><rect x="16" y="24" width="32" height="8" rx="4"/><rect x="16" y="48" width="32" height="8" rx="4"/><rect x="16" y="72" width="32" height="8" rx="4"/></g>' +
    '<g fill="#fff"><rect x="84" y="22" width="92" height="58" rx="8"/><rect x="188" y="22" width="92" height="58" rx="8"/><rect x="292" y="22" width="92" height="58" rx="8"/><rect x="84" y="94" width="300" height="148" rx="8"/></g>' +
    '<g fill="#2B303A"><rect x="96" y="50" width="46" height="14" rx="4"/><rect x="200" y="50" width="54" height="14" rx="4"/><rect x="304" y="50" width="38" height="14" rx="4"/></g>' +
    '<path d="M106 122h58v22h58v24h58v22h58v34H106Z" fill="#FFE0A6"/><path d="M106 122h58v22h58v24h16v56H106Z" fill="#FFB020"/><path d="M238 168v56" stroke="#16181D" stroke-width="3"/><circle cx="238" cy="159" r="9" fill="#16181D"/>',
};

/** A lit screen with rounded corners and a faint reflection. `id` is unique on its sheet. */
export function screen(art: ArtName, x: number, y: number, width: number, height: number, radius: number, id = 'screen'): string {
  return (
    `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/></clipPath><g clip-path="url(#${id})">` +
    `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 400 260" preserveAspectRatio="xMidYMid slice">${ART[art]}</svg>` +
    `<path d="M${x} ${y}h${width * 0.48}L${x + width * 0.13} ${y + height}H${x}Z" fill="#fff" opacity=".06"/></g>`
  );
}

function sky(from: string, to: string): string {
  const id = `sky${from.slice(1)}`;
  return (
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>` +
    `<rect width="400" height="260" fill="url(#${id})"/>`
  );
}

function ring(r: number, fill: string): string {
  return `<circle cx="200" cy="130" r="${r}" fill="${fill}"/>`;
}

function lines(x: number, colours: string[], count: number, from: number, widths: number[]): string {
  return Array.from({ length: count }, (_, row) => {
    const indent = x > 80 ? (row % 4) * 14 : 0;
    return `<rect x="${x + indent}" y="${from + row * 19}" width="${widths[row % widths.length]}" height="8" rx="4" fill="${colours[row % colours.length]}"/>`;
  }).join('');
}
