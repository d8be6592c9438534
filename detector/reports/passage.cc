// Hits and sentences are both in text order, so one walk over both is enough.
#include "detector/reports/passage.h"

#include <algorithm>

#include "detector/reports/record.h"

namespace calque::reports {
namespace {

bool IsAsciiSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// The span to show for `hit`: its sentence, if the walk has reached one that
// holds the hit's begin.
Span SpanAround(Span hit, std::string_view text, const std::vector<SentenceReport>& sentences,
                std::size_t* next_sentence) {
  while (*next_sentence < sentences.size() && sentences[*next_sentence].span.end <= hit.begin) {
    ++*next_sentence;
  }
  if (*next_sentence == sentences.size()) return hit;
  const Span sentence = ClippedTo(text, sentences[*next_sentence].span);
  if (sentence.begin > hit.begin) return hit;
  return {sentence.begin, std::max(sentence.end, hit.end)};
}

}  // namespace

std::vector<Passage> FindPassages(const Report& report, std::string_view text) {
  std::vector<Passage> passages;
  std::size_t next_sentence = 0;
  std::size_t line = 1;
  std::size_t counted = 0;  // line ends before this byte are in `line`
  for (std::size_t i = 0; i < report.hits.size(); ++i) {
    const Span hit = ClippedTo(text, report.hits[i].span);
    const std::size_t free = passages.empty() ? 0 : passages.back().span.end;
    if (!passages.empty() && hit.begin < free) {
      passages.back().span.end = std::max(free, hit.end);
      ++passages.back().hits;
      continue;
    }
    Span span = SpanAround(hit, text, report.sentences, &next_sentence);
    span.begin = std::max(span.begin, free);
    while (span.begin < hit.begin && IsAsciiSpace(text[span.begin])) ++span.begin;
    line +=
        static_cast<std::size_t>(std::count(text.data() + counted, text.data() + span.begin, '\n'));
    counted = span.begin;
    passages.push_back({span, line, i, 1});
  }
  return passages;
}

}  // namespace calque::reports
