// What axe could not tell by itself, or Alfa takes for a fault, and somebody has looked at: each with what was seen.

const REVIEWED = [
  {
    judge: "axe",
    rule: "color-contrast",
    at: /only non-text characters$/,
    seen: "The arrows that move a preferred time have the colour of the text beside them, on the surface: as much contrast as that.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /class="summary-length".*partially obscured/,
    seen: "The pill with the length hangs a pixel over the line box of its heading; nothing covers it. Alfa measures its contrast.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /class="(chip|why)".*partially obscured/,
    seen: "The last suggestion stands half beyond the edge of a row that scrolls. All chips have one colour; Alfa measures them.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /^<(td|li|strong|span class="(more|status)"|span|button[^>]* data-is="why-not-).*partially obscured/,
    seen: "What stands in the board's table beyond its edge or below its heads: it scrolls in both directions. It has the text's colour; Alfa measures them.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /^<(p|strong)>.*partially obscured/,
    seen: "Who can come and why not, in the board's answer below its table: at the edge of the window, with nothing over it.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /^<span class="(visit-whose|more|closed)".*(overlapped by another element|Unable to determine contrast ratio)/,
    seen: "What stands in the schedule's lanes lies over the lane's hours and beside its neighbours, in the text's colour or the quiet one, on the surface or a tint of it.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /^<(div role="heading" aria-level="(3" class="heading|4" class="(fold|technicians)-title)"|p class="hint"|button[^>]*class="(button|link|small)"|span|summary|dt|dd dir="auto")[ >].*partially obscured/,
    seen: "What is beyond the edge of the window or of the panel of the open job, which is longer than the window and scrolls; nothing covers it.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /^<span>\u2068?[✓✕] .*(overlaps other elements|obscured)/,
    seen: "What a job in hand would meet stands over the lanes, in the text's colour on a surface of its own.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /(class="notice-close"|^<td>\d<).*too short/,
    seen: "The × that closes a panel, and the number of a job with one digit, in the text's colour on the surface.",
  },
  {
    judge: "axe",
    rule: "color-contrast",
    at: /class="suggested-here".*too short/,
    seen: "The digit of a suggested time, in the accent's colour on the surface.",
  },
  {
    judge: "alfa",
    rule: "sia-r113",
    at: /class="tray-job" part="button"/,
    seen: "The last job that is seen of those that wait stands half beyond the edge of a list that scrolls. All are as high as two lines.",
  },
  {
    judge: "axe",
    rule: "target-size",
    at: /class="visit" type="button"/,
    seen: "A visit is as wide as it is long: of a week a quarter of an hour is narrow. Keys lead from each to the next, hours can be drawn bigger, and a phone has lists.",
  },
  {
    judge: "axe",
    rule: "label-content-name-mismatch",
    at: /class="(step|small|notice-close)"/,
    seen: "What is seen is a sign (‹ › ↑ ↓ ×), and the name says what it does. Nobody says a sign to a computer to press it.",
  },
];

/** What of this nobody has looked at. */
export function open(judge, unsure) {
  return unsure.filter(({ rule, at }) => !REVIEWED.some((known) => known.judge === judge && known.rule === rule && known.at.test(at)));
}
