// Every pair is compared: documents have hundreds of spans, not millions.
#include "detector/evaluation/span_match.h"

#include <algorithm>
#include <array>

#include "detector/text/segmenter.h"

namespace calque::evaluation {
namespace {

using text::TokenKey;

constexpr std::array<std::string_view, 22> kFunctionWords = {
    "a",  "an", "and", "at", "be",   "by",  "for",  "he", "his", "in",   "is",
    "it", "of", "on",  "or", "that", "the", "they", "to", "was", "were", "with"};

bool Overlap(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

bool IsFunctionWord(TokenKey key) {
  return std::any_of(kFunctionWords.begin(), kFunctionWords.end(),
                     [&](std::string_view word) { return text::HashToken(word) == key; });
}

// A hit is right when a gold span overlaps it; its original, when one of them agrees.
void CountHit(const Hit& hit, const std::vector<documents::GoldSpan>& gold, SpanCounts* counts) {
  bool right = false;
  bool judged = false;
  bool agrees = false;
  for (const documents::GoldSpan& span : gold) {
    if (!Overlap(hit.span, span.span)) continue;
    right = true;
    if (span.original.empty()) continue;
    judged = true;
    agrees =
        agrees || (!hit.originals.empty() && OriginalsAgree(hit.originals.front(), span.original));
  }
  counts->right += right ? 1 : 0;
  counts->judged += judged ? 1 : 0;
  counts->originals += agrees ? 1 : 0;
}

}  // namespace

SpanCounts MatchSpans(const std::vector<Hit>& hits, const std::vector<documents::GoldSpan>& gold) {
  SpanCounts counts;
  counts.gold = gold.size();
  counts.hits = hits.size();
  for (const documents::GoldSpan& span : gold) {
    const bool found = std::any_of(hits.begin(), hits.end(),
                                   [&](const Hit& hit) { return Overlap(hit.span, span.span); });
    counts.found += found ? 1 : 0;
  }
  for (const Hit& hit : hits) CountHit(hit, gold, &counts);
  return counts;
}

bool OriginalsAgree(std::string_view one, std::string_view other) {
  const text::SegmentedText a = text::SegmentAll(one);
  const text::SegmentedText b = text::SegmentAll(other);
  if (a.keys == b.keys) return true;
  return std::any_of(a.keys.begin(), a.keys.end(), [&](TokenKey key) {
    return std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end() && !IsFunctionWord(key);
  });
}

bool Touches(const std::vector<documents::GoldSpan>& gold, const Span& span) {
  return std::any_of(gold.begin(), gold.end(),
                     [&](const documents::GoldSpan& g) { return Overlap(g.span, span); });
}

}  // namespace calque::evaluation
