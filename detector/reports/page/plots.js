// The two plots of the overview, as SVG: how probabilities are spread, and how many hits
// each verdict has. Colours and fonts are the style sheet's.

const PLOT = {width: 460, left: 86, right: 14, top: 10, height: 180};

function svgText(x, y, className, text) {
  return makeSvg('text', {x: x.toFixed(1), y: y.toFixed(1), class: className}, text);
}

function svgLine(x1, y1, x2, y2, className) {
  return makeSvg('line', {x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1),
                          y2: y2.toFixed(1), class: className});
}

function svgBox(x, y, width, height, className, title) {
  return makeSvg('rect', {x: x.toFixed(1), y: y.toFixed(1), width: Math.max(0, width).toFixed(1),
                          height: Math.max(0, height).toFixed(1), class: className},
                 title ? makeSvg('title', {}, title) : null);
}

function figure(title, note, description, parts, height) {
  return make('figure', {},
              make('figcaption', {}, make('b', {}, title), make('span', {}, note)),
              makeSvg('svg', {viewBox: `0 0 ${PLOT.width} ${height}`, role: 'img',
                              'aria-label': title + '. ' + description}, parts));
}

// Many documents differ by orders of magnitude from bin to bin: then the axis is
// logarithmic, so that a bin with one document stays visible.
function countAxis(most) {
  if (most > 50) {
    const marks = [];
    for (let mark = 1; mark <= most; mark *= 10) marks.push(mark);
    return {note: 'documents, logarithmic axis', marks,
            share: count => Math.log10(1 + count) / Math.log10(1 + most)};
  }
  const step = Math.max(1, axisStep(most)), end = Math.max(step, step * Math.ceil(most / step));
  return {note: 'documents', marks: steps(step, end), share: count => count / end};
}

function probabilityHistogram(rows) {
  const bins = new Array(20).fill(0);
  const judged = rows.filter(isJudged);
  for (const row of judged) bins[Math.min(19, Math.floor(row.probability * 20))]++;
  const {note, marks, share} = countAxis(Math.max(...bins));
  const left = 48, right = 24, bottom = PLOT.top + PLOT.height;
  const width = PLOT.width - left - right;
  const parts = marks.flatMap(mark => {
    const y = bottom - PLOT.height * share(mark);
    return [svgLine(left, y, left + width, y, 'grid'), svgText(left - 6, y + 4, 'end',
                                                               grouped(mark))];
  });
  bins.forEach((count, bin) => {
    const from = bin * 5, height = PLOT.height * share(count);
    parts.push(svgBox(left + width * bin / 20 + 1, bottom - height, width / 20 - 2, height,
                      'column', `${from} to ${from + 5} %: ${counted(count, 'document')}`));
  });
  parts.push(svgLine(left, bottom, left + width, bottom, 'axis'));
  for (let mark = 0; mark <= 4; mark++) {
    parts.push(svgText(left + width * mark / 4, bottom + 18, 'middle', 25 * mark + ' %'));
  }
  const low = judged.filter(row => row.probability < 0.5).length;
  return figure('Probability of machine rewriting', note,
                `${counted(low, 'document')} below 50 %, ${grouped(judged.length - low)} above.`,
                parts, bottom + 26);
}

function quantile(sorted, share) {
  const place = share * (sorted.length - 1), low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

// A step of 1, 2 or 5 times a power of ten that parts the axis about five times.
function axisStep(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1) / 5));
  return power * [1, 2, 5, 10].find(step => most / (step * power) <= 6);
}

function steps(step, end) {
  const marks = Array.from({length: Math.round(end / step) + 1}, (unused, at) => at * step);
  return marks.map(mark => +mark.toPrecision(6));
}

// A box from the first to the third quarter with the median in it, whiskers that leave
// one document in twenty out on either side, and the extremes as dots.
function ratePlot(rows) {
  const groups = VERDICTS.filter(verdict => verdict.name !== 'error').map(verdict => {
    const rates = rows.filter(row => row.verdict === verdict.name).map(row => row.rate);
    return {verdict, rates: rates.sort((a, b) => a - b)};
  });
  const most = Math.max(1, ...groups.map(group => group.rates.at(-1) ?? 0));
  const step = axisStep(most), end = step * Math.ceil(most / step);
  const width = PLOT.width - PLOT.left - PLOT.right, line = PLOT.height / groups.length;
  const bottom = PLOT.top + PLOT.height;
  const x = rate => PLOT.left + width * rate / end;
  const parts = [];
  for (const mark of steps(step, end)) {
    parts.push(svgLine(x(mark), PLOT.top, x(mark), bottom, 'grid'),
               svgText(x(mark), bottom + 18, 'middle', String(mark)));
  }
  const said = [];
  groups.forEach(({verdict, rates}, place) => {
    const y = PLOT.top + line * (place + 0.5);
    parts.push(svgText(PLOT.left - 8, y + 4, 'end', verdict.title));
    if (rates.length === 0) return parts.push(svgText(PLOT.left + 6, y + 4, 'faint', 'none'));
    const [low, first, median, third, high] =
        [0.05, 0.25, 0.5, 0.75, 0.95].map(share => quantile(rates, share));
    said.push(`${verdict.title}: median ${median.toFixed(1)}`);
    const title = `${verdict.title}, ${counted(rates.length, 'document')}: median ` +
        `${median.toFixed(1)}, half between ${first.toFixed(1)} and ${third.toFixed(1)}, ` +
        `most ${rates.at(-1).toFixed(1)}`;
    parts.push(makeSvg('g', {class: verdict.name}, makeSvg('title', {}, title),
                       svgLine(x(low), y, x(high), y, 'whisker'),
                       svgBox(x(first), y - 9, Math.max(2, x(third) - x(first)), 18, 'box'),
                       svgLine(x(median), y - 13, x(median), y + 13, 'median'),
                       [rates[0], rates.at(-1)].map(rate => makeSvg(
                           'circle', {cx: x(rate).toFixed(1), cy: y.toFixed(1), r: 2.5}))));
  });
  return figure('Hits per 1,000 words, by verdict',
                'box: middle half; line: 5 to 95 %; dots: least and most', said.join('. '),
                parts, bottom + 26);
}
