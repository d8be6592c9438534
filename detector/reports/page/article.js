// One document: its facts, why its probability is what it is, the text with sentences
// shaded and artifacts marked, and the list of the artifacts beside it.
//
// Offsets in a block are UTF-16 units, those of JavaScript strings.

// What the terms of the explanation stand for.
const TERMS = {
  prior: 'Before anything was read: how rare rewriting is taken to be',
  strong: 'Artifacts that are hardly ever honest (strong entries)',
  medium: 'Artifacts that honest writers produce now and then (medium entries)',
  weak: 'Wordings that are odd only in number (weak entries)',
  contradiction: 'Rewritten terms whose right form stands elsewhere in the text',
  substitution: 'Odd words that are synonyms of words that fit',
  translationese: 'Phrasing typical of machine translation',
  unfluent: 'Sentences whose words hardly fit together',
  otherwise: 'Other ways of rewriting that the same evidence fits',
};

const FAMILIES = {
  synonym: 'a synonym that ignores the sense, as spinners choose them',
  name: 'a fixed name (of an outlet, a party, an office, a title) that was rewritten',
  idiom: 'a fixed expression that was broken',
  calque: 'a phrase carried over word for word from another language',
  tortured: 'a technical term rewritten word by word',
  furniture: 'rewritten furniture of a web page',
  'pivot-leak': 'words of another language left standing',
  structure: 'a trace of the rewriting itself: spinner marks, doubled words, lost apostrophes',
};

// From so many steps up a sentence is shaded; the last is the deepest.
const SHADES = [0.2, 0.4, 0.6, 0.8];

const LANGUAGES = new Intl.DisplayNames('en', {type: 'language', fallback: 'code'});

// A code that is no language's must not end the page.
function languageName(code) {
  try {
    return LANGUAGES.of(code);
  } catch {
    return code;
  }
}

function readArticle(row) {
  const block = JSON.parse(row.block.textContent);
  let end = 0;
  block.sentences = [];
  for (let at = 0; at < (block.spans || []).length; at += 4) {
    const begin = end + block.spans[at];
    end = begin + block.spans[at + 1];
    block.sentences.push({begin, end, probability: block.spans[at + 2] / 1000,
                          fluency: block.spans[at + 3] / 100});
  }
  block.hits = (block.hits || []).map(
      ([begin, length, originals, entry, family, strength, gain, inconsistent]) => (
          {begin, end: begin + length, originals, entry, family, strength, gain,
           inconsistent: inconsistent === 1}));
  return block;
}

const shadeOf = probability => SHADES.filter(step => probability >= step).length;

const originalOf = hit => hit.originals.length === 0 ? null :
    onOneLine(hit.originals[0]) || '(nothing)';

// Gains are powers of ten of a likelihood ratio.
function timesLikelier(gain) {
  if (gain >= 6) return 'over a million times';
  return (gain < 1 ? (10 ** gain).toFixed(1) : grouped(Number((10 ** gain).toPrecision(2)))) +
      ' times';
}

// What speaks for this hit beside its family.
function reasonsOf(hit) {
  const reasons = [];
  if (hit.gain > 0) reasons.push(`the original is ${timesLikelier(hit.gain)} likelier here`);
  if (hit.inconsistent) reasons.push('it stands elsewhere in this text');
  return reasons.join('; ');
}

class ArticleText {
  constructor(article) {
    this.article = article;
    this.next = 0;  // the first hit that may still lie ahead
  }

  // Hits may cross the ends of sentences: then each part is marked.
  append(parent, begin, end) {
    const {text, hits} = this.article;
    let at = begin;
    while (this.next < hits.length && hits[this.next].begin < end) {
      const hit = hits[this.next];
      const from = Math.max(at, hit.begin), to = Math.min(end, hit.end);
      if (from > at) parent.append(visible(text.slice(at, from)));
      if (to > from) parent.append(this.mark(this.next, from, to));
      at = Math.max(at, to);
      if (hit.end > end) break;
      this.next++;
    }
    if (at < end) parent.append(visible(text.slice(at, end)));
  }

  mark(number, from, to) {
    const {text, hits} = this.article;
    const hit = hits[number], first = from === hit.begin;
    const original = originalOf(hit);
    return make('mark', {
      id: first ? 'mark-' + number : null, 'data-hit': number, tabindex: first ? 0 : null,
      class: hit.strength, 'data-original': to === hit.end ? original : null,
      'aria-describedby': 'hit-' + number,
    }, visible(text.slice(from, to)));
  }

  render() {
    const {text, sentences} = this.article;
    const parent = make('div', {class: 'text', dir: 'auto', lang: 'en'});
    let at = 0;
    sentences.forEach((sentence, number) => {
      this.append(parent, at, sentence.begin);
      const shade = shadeOf(sentence.probability);
      const span = make('span', {class: 'sentence' + (shade > 0 ? ' shade' + shade : ''),
                                 'data-sentence': number});
      this.append(span, sentence.begin, sentence.end);
      parent.append(span);
      at = sentence.end;
    });
    this.append(parent, at, text.length);
    return parent;
  }
}

function fact(name, ...value) {
  return make('div', {}, make('dt', {}, name), make('dd', {}, ...value));
}

function facts(row, article) {
  const {distinct, fluency, translationese, pivot, charset} = article;
  return make(
      'dl', {class: 'facts'}, fact('Verdict', badge(row.verdict)),
      isJudged(row) ? fact('Probability', make('b', {}, percent(row.probability))) : null,
      fact('Words', grouped(row.words)),
      fact('Hits', `${grouped(row.hits)} (${grouped(distinct)} different)`),
      fact('Hits per 1,000 words', row.rate.toFixed(1)),
      fact('Fluency', `${Math.round(100 * fluency)} of 100`),
      translationese === null ? null : fact('Translationese', signed(translationese, 1)),
      pivot ? fact('Translated through', `${languageName(pivot[0])} (${percent(pivot[1])})`) : null,
      charset ? fact('Encoding', charset) : null);
}

// The terms as bars to either side of zero: to the right what speaks for rewriting.
function explanation(article) {
  if (article.terms.length === 0) return null;
  const most = Math.max(1, ...article.terms.map(([, odds]) => Math.abs(odds)));
  const sum = article.terms.reduce((total, [, odds]) => total + odds, 0);
  const line = ([name, odds]) => make(
      'tr', {}, make('th', {scope: 'row'}, TERMS[name] || name),
      make('td', {class: 'against'}, odds < 0 ? bar(-odds / most, 'against') : null),
      make('td', {class: 'for'}, odds > 0 ? bar(odds / most, 'for') : null),
      make('td', {class: 'value'}, signed(odds, 1)));
  return make(
      'details', {class: 'why', open: true},
      make('summary', {}, 'Why this probability'),
      make('table', {}, make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, 'Evidence'),
                                               make('th', {scope: 'col', class: 'against'}, 'against'),
                                               make('th', {scope: 'col', class: 'for'}, 'for'),
                                               make('th', {scope: 'col', class: 'value'},
                                                    'log-odds'))),
           make('tbody', {}, article.terms.map(line)),
           make('tfoot', {}, make('tr', {}, make('th', {scope: 'row', colspan: 3}, 'Together'),
                                  make('td', {class: 'value'}, signed(sum, 1))))),
      make('p', {class: 'note'}, 'Each unit of log-odds makes the odds 2.7 times larger; at 0 ' +
           'both are equally likely.'));
}

function hitItem(hit, number, text) {
  const [first, ...others] = hit.originals.map(original => onOneLine(original) || '(nothing)');
  return make(
      'li', {id: 'hit-' + number, 'data-hit': number},
      make('a', {href: '#', class: 'jump', 'data-jump': number},
           make('span', {class: 'written', dir: 'auto'}, onOneLine(text.slice(hit.begin, hit.end))),
           first === undefined ? null :
               [make('span', {class: 'arrow', 'aria-label': 'probably'}, ' \u2192 '),
                make('span', {class: 'original', dir: 'auto'}, first)]),
      others.length === 0 ? null :
          make('p', {class: 'others', dir: 'auto'}, 'or: ' + others.join(', ')),
      make('p', {class: 'reason'}, reasonsOf(hit)),
      make('p', {class: 'entry'}, make('span', {class: 'chip'}, hit.family),
           make('span', {class: 'chip ' + hit.strength}, hit.strength),
           make('span', {}, 'gain ' + signed(hit.gain, 1)), make('code', {}, onOneLine(hit.entry))));
}

// The families of the hits, the most frequent first, in words.
function kinds(hits) {
  const counts = new Map();
  for (const {family} of hits) counts.set(family, (counts.get(family) || 0) + 1);
  return make('dl', {class: 'kinds'}, [...counts].sort((a, b) => b[1] - a[1]).flatMap(
      ([family, count]) => [make('dt', {}, make('span', {class: 'chip'}, family), ' ' + count),
                            make('dd', {}, FAMILIES[family] || family)]));
}

function legend() {
  return make('p', {class: 'legend'}, make('span', {}, 'Sentence:'),
              [...SHADES.keys()].map(step => make('span', {class: 'sentence shade' + (step + 1)},
                                                  `from ${100 * SHADES[step]} %`)),
              make('mark', {class: 'strong'}, 'artifact'));
}

// The address as a link where it is one of the web; anything else stays text.
function placeOf(row, article) {
  const where = [article.url, article.path].filter(place => place && place !== nameOf(row));
  return where.map(place => make('p', {class: 'place', dir: 'auto'}, /^https?:\/\//i.test(place) ?
      make('a', {href: place, rel: 'noopener noreferrer', target: '_blank'}, onOneLine(place)) :
      onOneLine(place)));
}

function articleView(row, list) {
  const article = readArticle(row);
  const step = (steps, title, sign) => {
    const neighbour = list.neighbour(row, steps);
    return neighbour === undefined ? make('span', {class: 'faint'}, sign) :
        make('a', {href: '#' + neighbour.number, title, 'data-step': steps}, sign);
  };
  const head = [
    make('nav', {class: 'steps', 'aria-label': 'Documents'},
         make('a', {href: '#', id: 'back'}, '\u2190 All documents'),
         make('span', {}, step(-1, 'Previous document of the list', '\u2039 Previous'),
              step(1, 'Next document of the list', 'Next \u203a'))),
    make('h2', {id: 'article-title', tabindex: -1, dir: 'auto'}, nameOf(row)),
    placeOf(row, article),
  ].flat();
  if (article.error) {
    return {article, parts: [...head, badge('error'), make('p', {class: 'notice'},
        make('code', {}, article.error[0]), ' ', onOneLine(article.error[1]))]};
  }
  const hits = article.hits;
  return {article, parts: [
    ...head, facts(row, article), explanation(article),
    make('div', {class: 'reading'},
         make('section', {'aria-label': 'Text'}, legend(), new ArticleText(article).render()),
         make('aside', {'aria-labelledby': 'hits-title'},
              make('h3', {id: 'hits-title'}, hits.length === 0 ? 'No artifacts marked' :
                  counted(hits.length, 'artifact') + ', and what probably stood there'),
              kinds(hits),
              make('ol', {class: 'marks'},
                   hits.map((hit, number) => hitItem(hit, number, article.text))))),
  ].filter(part => part !== null)};
}
