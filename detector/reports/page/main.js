// Puts the parts together: opens the page, follows the address (#7 is the seventh
// document), the keyboard, and the pointer over marks.

class Report {
  constructor() {
    this.rows = readRows();
    this.list = new DocumentList(this.rows);
    this.current = null;  // {row, article} of the article that is shown
    this.scrolled = 0;    // where the list was left
    byId('summary').replaceChildren(...this.summary());
    byId('plots').replaceChildren(probabilityHistogram(this.rows), ratePlot(this.rows));
    byId('loading').remove();
    byId('limits').hidden = false;
    addEventListener('hashchange', () => this.follow());
    addEventListener('keydown', event => this.press(event));
    this.watchMarks(byId('article'));
    this.offerTheme();
    this.follow();
  }

  summary() {
    const of = name => this.rows.filter(row => row.verdict === name).length;
    const words = this.rows.reduce((sum, row) => sum + row.words, 0);
    return [`${counted(this.rows.length, 'document')}, ${counted(words, 'word')}: `,
            make('b', {}, grouped(of('artifact'))), ' with the marks of machine rewriting, ',
            make('b', {}, grouped(of('suspect'))), ' suspect.'];
  }

  follow() {
    const row = this.rows[Number(location.hash.slice(1)) - 1];
    if (row === undefined) return this.showList();
    if (this.current === null) this.scrolled = scrollY;
    const {article, parts} = articleView(row, this.list);
    this.current = {row, article};
    byId('article').replaceChildren(...parts);
    byId('article').hidden = false;
    byId('overview').hidden = true;
    document.title = nameOf(row) + ' \u2013 Calque report';
    scrollTo(0, 0);
    byId('article-title').focus({preventScroll: true});
  }

  showList() {
    hideTip();
    const left = this.current;
    this.current = null;
    byId('article').hidden = true;
    byId('article').replaceChildren();
    byId('overview').hidden = false;
    document.title = 'Calque report';
    if (left === null) return;
    scrollTo(0, this.scrolled);
    const link = document.querySelector(`#list a[href="#${left.row.number}"]`);
    if (link !== null) link.focus({preventScroll: true});
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && !byId('tip').hidden) return hideTip();
    if (event.key === 'Escape' && this.current !== null) return void (location.hash = '');
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const keys = this.current === null ? {'/': () => byId('filter').focus()} :
        {n: () => this.step(1), p: () => this.step(-1), ']': () => this.turn(1),
         '[': () => this.turn(-1)};
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  }

  // To the mark `steps` after the one that has the focus; round at the ends.
  step(steps) {
    const count = (this.current.article.hits || []).length;
    if (count === 0) return;
    const focused = document.activeElement.dataset.hit;
    const from = focused === undefined ? (steps > 0 ? -1 : 0) : Number(focused);
    jumpTo((from + steps + count) % count);
  }

  turn(steps) {
    const neighbour = this.list.neighbour(this.current.row, steps);
    if (neighbour !== undefined) location.hash = String(neighbour.number);
  }

  watchMarks(parent) {
    const hitAt = event => event.target.closest('[data-hit]');
    const show = event => {
      const at = hitAt(event);
      lightUp(at === null ? null : at.dataset.hit);
      if (at !== null && at.tagName === 'MARK') {
        showTip(at, this.current.article.hits[at.dataset.hit]);
      } else {
        hideTip();
      }
    };
    parent.addEventListener('pointerover', show);
    parent.addEventListener('focusin', show);
    parent.addEventListener('pointerleave', () => [hideTip(), lightUp(null)]);
    parent.addEventListener('focusout', hideTip);
    parent.addEventListener('click', event => {
      const jump = event.target.closest('[data-jump]');
      if (jump === null) return;
      event.preventDefault();
      jumpTo(jump.dataset.jump);
    });
  }

  offerTheme() {
    const root = document.documentElement, button = byId('theme');
    const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' :
        matchMedia('(prefers-color-scheme: dark)').matches;
    const name = () => button.textContent = isDark() ? 'Light' : 'Dark';
    button.hidden = false;
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      name();
    });
    name();
  }
}

function jumpTo(number) {
  const mark = byId('mark-' + number);
  if (mark === null) return;
  mark.scrollIntoView({block: 'center'});
  mark.focus({preventScroll: true});
}

// The mark and its place in the list, together.
function lightUp(number) {
  for (const lit of document.querySelectorAll('.lit')) lit.classList.remove('lit');
  if (number === null) return;
  for (const lit of document.querySelectorAll(`[data-hit="${number}"]`)) lit.classList.add('lit');
}

function showTip(mark, hit) {
  const tip = byId('tip');
  const original = originalOf(hit);
  tip.replaceChildren(
      original === null ? make('p', {}, 'Of another language') :
          make('p', {}, 'probably ', make('b', {dir: 'auto'}, original)),
      make('p', {class: 'reason'}, FAMILIES[hit.family] || hit.family),
      make('p', {class: 'reason'}, [hit.strength, reasonsOf(hit)].filter(Boolean).join('; ')));
  tip.hidden = false;
  const at = mark.getClientRects()[0], edge = 8;
  const left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - edge);
  const below = at.bottom + edge + tip.offsetHeight < innerHeight;
  const top = below ? at.bottom + edge : at.top - edge - tip.offsetHeight;
  tip.style.left = Math.max(edge, left) + scrollX + 'px';
  tip.style.top = top + scrollY + 'px';
}

function hideTip() {
  byId('tip').hidden = true;
}

const report = new Report();
