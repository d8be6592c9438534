// The list of documents: filter, order and pages. Only the rows of one page are in the
// document at a time, so that ten thousand cost no more than a hundred.

const PAGE_SIZE = 100;

const BY_NAME = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

// Of every column: what it is called, how two rows compare, and which way it is sorted
// at first.
const COLUMNS = [
  {key: 'number', title: 'No.', compare: (a, b) => a.number - b.number, first: 1},
  {key: 'id', title: 'Document', compare: (a, b) => BY_NAME.compare(a.id, b.id), first: 1},
  {key: 'verdict', title: 'Verdict', first: 1,
   compare: (a, b) => VERDICT.get(a.verdict).rank - VERDICT.get(b.verdict).rank},
  {key: 'probability', title: 'Probability', first: -1,
   compare: (a, b) => isJudged(a) - isJudged(b) || a.probability - b.probability},
  {key: 'rate', title: 'Hits per 1,000', compare: (a, b) => a.rate - b.rate, first: -1},
  {key: 'hits', title: 'Hits', compare: (a, b) => a.hits - b.hits, first: -1},
  {key: 'words', title: 'Words', compare: (a, b) => a.words - b.words, first: -1},
];

class DocumentList {
  constructor(rows) {
    this.rows = rows;
    this.query = '';
    this.hidden = new Set();  // names of verdicts that are not shown
    this.column = COLUMNS[3];
    this.direction = -1;
    this.page = 0;
    this.sort();
    this.showVerdicts();
    const input = byId('filter');
    input.form.addEventListener('submit', event => event.preventDefault());
    input.addEventListener('input', () => {
      this.query = input.value;
      this.filter();
    });
  }

  // Equal rows stay in the order of the probability, then of the input.
  sort() {
    const {compare} = this.column;
    this.sorted = [...this.rows].sort(
        (a, b) => this.direction * compare(a, b) || b.probability - a.probability ||
            b.rate - a.rate || a.number - b.number);
    this.filter();
  }

  // All words of the filter must be in the name, the path or the address.
  filter() {
    const words = this.query.toLowerCase().split(/\s+/).filter(word => word !== '');
    this.shown = this.sorted.filter(row => !this.hidden.has(row.verdict) &&
                                    words.every(word => row.key.includes(word)));
    this.page = 0;
    this.render();
  }

  showVerdicts() {
    const counts = new Map(VERDICTS.map(verdict => [verdict.name, 0]));
    for (const row of this.rows) counts.set(row.verdict, counts.get(row.verdict) + 1);
    const buttons = VERDICTS.filter(({name}) => name !== 'error' || counts.get(name) > 0)
        .map(({name, says}) => make(
            'button', {type: 'button', class: 'tile ' + name, 'aria-pressed': 'true', title: says,
                       'data-verdict': name, onclick: event => this.toggle(name, event)},
            badge(name), make('b', {}, grouped(counts.get(name)))));
    byId('verdicts').replaceChildren(...buttons);
  }

  toggle(name, event) {
    const shown = this.hidden.delete(name);
    if (!shown) this.hidden.add(name);
    event.currentTarget.setAttribute('aria-pressed', String(shown));
    this.filter();
  }

  sortBy(column) {
    this.direction = column === this.column ? -this.direction : column.first;
    this.column = column;
    this.sort();
    byId('list').querySelector(`[data-column=${column.key}]`).focus();
  }

  turnTo(page) {
    this.page = page;
    this.render();
    byId('list-title').scrollIntoView();
  }

  render() {
    const from = this.page * PAGE_SIZE, rows = this.shown.slice(from, from + PAGE_SIZE);
    byId('count').textContent = rows.length === 0 ? 'No document fits the filter.' :
        `${grouped(from + 1)} to ${grouped(from + rows.length)} of ` +
        counted(this.shown.length, 'document');
    byId('list').replaceChildren(rows.length === 0 ? '' : this.table(rows));
    this.showPager();
  }

  table(rows) {
    return make('table', {class: 'list'},
                make('thead', {}, make('tr', {}, COLUMNS.map(column => this.heading(column)))),
                make('tbody', {}, rows.map(row => this.line(row))));
  }

  heading(column) {
    const sorted = column !== this.column ? null : this.direction > 0 ? 'ascending' : 'descending';
    return make('th', {scope: 'col', 'aria-sort': sorted, class: column.key},
                make('button', {type: 'button', 'data-column': column.key,
                                onclick: () => this.sortBy(column)},
                     column.title));
  }

  line(row) {
    const judged = isJudged(row);
    return make(
        'tr', {class: row.verdict},
        make('td', {class: 'number'}, grouped(row.number)),
        make('td', {class: 'id'},
             make('a', {href: '#' + row.number, dir: 'auto'}, nameOf(row)),
             onOneLine(row.place) === nameOf(row) ? null :
                 make('span', {class: 'place', dir: 'auto'}, onOneLine(row.place))),
        make('td', {class: 'verdict'}, badge(row.verdict)),
        make('td', {class: 'probability'},
             judged ? [percent(row.probability), bar(row.probability, row.verdict)] : '\u2013'),
        make('td', {class: 'rate', 'data-name': 'Hits per 1,000'},
             row.verdict === 'error' ? '\u2013' : row.rate.toFixed(1)),
        make('td', {class: 'hits', 'data-name': 'Hits'}, grouped(row.hits)),
        make('td', {class: 'words', 'data-name': 'Words'}, grouped(row.words)));
  }

  showPager() {
    const last = Math.max(0, Math.ceil(this.shown.length / PAGE_SIZE) - 1);
    const step = (title, page, usable) => make(
        'button', {type: 'button', disabled: !usable, onclick: () => this.turnTo(page)}, title);
    byId('pager').hidden = last === 0;
    byId('pager').replaceChildren(
        step('\u00ab First', 0, this.page > 0), step('\u2039 Previous', this.page - 1, this.page > 0),
        make('span', {}, `Page ${grouped(this.page + 1)} of ${grouped(last + 1)}`),
        step('Next \u203a', this.page + 1, this.page < last),
        step('Last \u00bb', last, this.page < last));
  }

  // The document `steps` after `row` in the list as it is shown; undefined at its ends.
  neighbour(row, steps) {
    const place = this.shown.indexOf(row);
    return place < 0 ? undefined : this.shown[place + steps];
  }
}
