// What the page is made of: the documents in its blocks, and the ways to show a text.
//
// Every document is two blocks, a row for the list and an article. Rows are read when
// the page opens, an article when it is looked at. Texts reach the page only as text
// nodes and attributes, never as markup.
'use strict';

const VERDICTS = [
  {name: 'artifact', symbol: '\u2717', title: 'Artifact', says: 'a machine rewrote it'},
  {name: 'suspect', symbol: '?', title: 'Suspect', says: 'some evidence, worth a look'},
  {name: 'clean', symbol: '\u2713', title: 'Clean', says: 'no sign of rewriting'},
  {name: 'insufficient', symbol: '\u2013', title: 'Too short', says: 'too little text to say'},
  {name: 'error', symbol: '!', title: 'Error', says: 'could not be read'},
];
const VERDICT = new Map(VERDICTS.map((verdict, rank) => [verdict.name, {...verdict, rank}]));

const byId = id => document.getElementById(id);

// The rows, in the order of the input. A row: {number, id, verdict, probability, words,
// hits, rate, place, key, block}; `key` is what the filter looks in.
function readRows() {
  const blocks = byId('documents').getElementsByTagName('script');
  const rows = [];
  for (let at = 0; at + 1 < blocks.length; at += 2) {
    const [id, verdict, probability, words, hits, rate, place] =
        JSON.parse(blocks[at].textContent);
    rows.push({
      number: rows.length + 1, id, verdict, probability, words, hits, rate, place,
      key: (id + '\n' + place).toLowerCase(), block: blocks[at + 1],
    });
  }
  return rows;
}

// Whether there is a probability to show and to count.
const isJudged = row => row.verdict !== 'insufficient' && row.verdict !== 'error';

// A document that is named after its file is called by the last part of the path.
function nameOf(row) {
  const name = row.id === row.place ? row.id.slice(row.id.lastIndexOf('/') + 1) : row.id;
  return onOneLine(name || row.id) || '(no name)';
}

// `text` as it may be seen: controls as their pictures, bidirectional overrides, which
// make a text read differently from what it is, as replacement characters.
function visible(text) {
  return text.replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g,
               control => String.fromCharCode(0x2400 + control.charCodeAt(0)))
      .replace(/\u007f/g, '\u2421')
      .replace(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

const onOneLine = text => visible(text).replace(/\s+/g, ' ');

// An element with attributes and children; strings become text nodes. An attribute
// that is null or false is left out.
function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function makeSvg(name, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === false || value === undefined) continue;
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

const grouped = number => Math.round(number).toLocaleString('en-US');
const counted = (number, noun) => grouped(number) + ' ' + noun + (number === 1 ? '' : 's');
const signed = (number, decimals) =>
    (number < 0 ? '\u2212' : '+') + Math.abs(number).toFixed(decimals);

// No text is certain: the ends of the scale are bounds.
function percent(probability) {
  if (probability >= 0.9995) return '> 99.9 %';
  if (probability < 0.0005) return '< 0.1 %';
  return (100 * probability).toFixed(1) + ' %';
}

function badge(name) {
  const verdict = VERDICT.get(name);
  return make('span', {class: 'badge ' + name},
              make('span', {class: 'symbol', 'aria-hidden': 'true'}, verdict.symbol),
              verdict.title);
}

// The length of a bar is set through the object model: the policy forbids style attributes.
function bar(share, className) {
  const fillOf = make('span', {class: 'fill'});
  fillOf.style.width = (100 * Math.min(1, Math.max(0, share))).toFixed(1) + '%';
  return make('span', {class: 'bar ' + className, 'aria-hidden': 'true'}, fillOf);
}
