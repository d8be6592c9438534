// A sentence falls into stretches: groups of candidates whose contexts touch. In
// each, a left-to-right beam search reads every token as written or, where an
// alternative begins, as its original. A stretch ends order-1 tokens after its
// last candidate, where no swap can change a probability any more.
//
// The model is asked only about what a swap changes. The text as written has its scores
// already, and a reading that has swapped rejoins it as soon as both stand in the same
// state of the model, mostly one or two words behind the swap.
#include "detector/scoring/adjudicator.h"

#include <algorithm>
#include <limits>

#include "detector/scoring/swap_screen.h"
#include "detector/scoring/written_sentence.h"

namespace calque::scoring {
namespace {

using lm::NgramModel;
using text::SegmentedText;
using text::Sentence;
using text::TokenKey;

constexpr std::size_t kBeam = 8;
// So few are sorted best in place, one by one.
constexpr std::size_t kFew = 12;
constexpr std::uint32_t kAsWritten = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

template <typename Before>
void InsertionSort(std::vector<std::uint32_t>* nodes, const Before& before) {
  for (std::size_t i = 1; i < nodes->size(); ++i) {
    const std::uint32_t node = (*nodes)[i];
    std::size_t at = i;
    for (; at > 0 && before(node, (*nodes)[at - 1]); --at) (*nodes)[at] = (*nodes)[at - 1];
    (*nodes)[at] = node;
  }
}

// What reading a token as written made of a state: others that come to the token in the
// same state need not ask again.
struct Step {
  std::uint32_t from;
  std::uint32_t to;  // kAsWritten: rejoined
  float score;
};

// A partial reading of a stretch, up to some token.
struct Hypothesis {
  float score;                // log10 probability minus costs
  std::uint32_t previous;     // index in Scratch::nodes, or kNone
  std::uint32_t alternative;  // what led here, or kAsWritten
  std::uint32_t state;        // index in Scratch::states, or kAsWritten
  std::uint32_t swap_end;     // the last swap ends before this token
};

// Tokens [begin, end) of a sentence; candidates lie in [begin, core_end).
struct Stretch {
  std::uint32_t sentence;
  std::uint32_t begin;
  std::uint32_t core_end;
  std::uint32_t end;
  bool closes;  // the end of the sentence is scored, too
  std::span<const Alternative> alternatives;
  std::uint32_t first_alternative;
};

struct Scratch {
  std::vector<Stretch> stretches;  // of the block
  // Of the current stretch.
  std::vector<Hypothesis> nodes;
  std::vector<NgramModel::State> states;
  std::vector<Step> steps;                     // at the current token
  std::vector<std::vector<std::uint32_t>> at;  // nodes at each token of the stretch
  std::vector<std::uint32_t> path;             // chosen alternatives, in text order
};

class StretchReader {
 public:
  StretchReader(const NgramModel& model, const WrittenSentence& written, const Stretch& stretch,
                Scratch* scratch)
      : model_(model), written_(written), stretch_(stretch), scratch_(*scratch) {}

  void Read(std::vector<Decision>* decisions) {
    Search();
    if (scratch_.path.empty()) return;
    const float best = PathScore(kNone);
    for (const std::uint32_t chosen : scratch_.path) {
      decisions->push_back({stretch_.first_alternative + chosen, best - PathScore(chosen)});
    }
  }

 private:
  void Search() {
    const std::size_t length = stretch_.end - stretch_.begin;
    scratch_.nodes.clear();
    scratch_.states.clear();
    if (scratch_.at.size() < length + 1) scratch_.at.resize(length + 1);
    for (std::size_t i = 0; i <= length; ++i) scratch_.at[i].clear();
    scratch_.nodes.push_back({0, kNone, kAsWritten, kAsWritten, stretch_.begin});
    scratch_.at[0].push_back(0);
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
      KeepBest(&scratch_.at[i]);
      const std::uint32_t token = stretch_.begin + i;
      const std::size_t first = next;
      while (next < stretch_.alternatives.size() && stretch_.alternatives[next].begin == token) {
        ++next;
      }
      scratch_.steps.clear();
      for (const std::uint32_t node : scratch_.at[i]) {
        ReadOn(node, token);
        for (std::size_t a = first; a < next; ++a) Swap(node, static_cast<std::uint32_t>(a));
      }
    }
    TraceBack(BestFinal(&scratch_.at[length]));
  }

  void KeepBest(std::vector<std::uint32_t>* nodes) {
    if (nodes->size() <= 1) return;
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
      const float x = scratch_.nodes[a].score;
      const float y = scratch_.nodes[b].score;
      return x != y ? x > y : a < b;
    };
    if (nodes->size() <= kFew) {
      InsertionSort(nodes, better);
    } else {
      std::sort(nodes->begin(), nodes->end(), better);
    }
    if (nodes->size() > kBeam) nodes->resize(kBeam);
  }

  // Reads `token` as written.
  void ReadOn(std::uint32_t node, std::uint32_t token) {
    Hypothesis next = scratch_.nodes[node];
    next.previous = node;
    next.alternative = kAsWritten;
    next.score += ScoreWritten(token, &next);
    Append(next, token + 1);
  }

  float ScoreWritten(std::uint32_t token, Hypothesis* hypothesis) {
    if (hypothesis->state == kAsWritten) return written_.Score(token);
    for (const Step& step : scratch_.steps) {
      if (step.from != hypothesis->state) continue;
      hypothesis->state = step.to;
      return step.score;
    }
    Step step{hypothesis->state, kAsWritten, 0};
    NgramModel::State state;
    step.score = model_.Score(scratch_.states[step.from], written_.Key(token), &state).log10_prob;
    if (!written_.Rejoins(state, token, hypothesis->swap_end)) step.to = NumberOf(state);
    scratch_.steps.push_back(step);
    hypothesis->state = step.to;
    return step.score;
  }

  // The number of a state behind the current token, an equal one's if there is one.
  std::uint32_t NumberOf(const NgramModel::State& state) {
    for (const Step& step : scratch_.steps) {
      if (step.to != kAsWritten && SameContext(scratch_.states[step.to], state)) return step.to;
    }
    scratch_.states.push_back(state);
    return static_cast<std::uint32_t>(scratch_.states.size() - 1);
  }

  static bool SameContext(const NgramModel::State& a, const NgramModel::State& b) {
    return a.length == b.length &&
           std::equal(a.words.begin(), a.words.begin() + a.length, b.words.begin());
  }

  // Reads an alternative instead of what is written.
  void Swap(std::uint32_t node, std::uint32_t alternative) {
    const Alternative& swap = stretch_.alternatives[alternative];
    Hypothesis next = scratch_.nodes[node];
    NgramModel::State state =
        next.state == kAsWritten ? written_.StateBefore(swap.begin) : scratch_.states[next.state];
    next.score -= swap.cost;
    for (const TokenKey word : swap.original) {
      next.score += model_.Score(state, word, &state).log10_prob;
    }
    next.previous = node;
    next.alternative = alternative;
    next.swap_end = swap.end;
    next.state = static_cast<std::uint32_t>(scratch_.states.size());
    scratch_.states.push_back(state);
    Append(next, swap.end);
  }

  void Append(const Hypothesis& hypothesis, std::uint32_t token) {
    scratch_.at[token - stretch_.begin].push_back(
        static_cast<std::uint32_t>(scratch_.nodes.size()));
    scratch_.nodes.push_back(hypothesis);
  }

  std::uint32_t BestFinal(std::vector<std::uint32_t>* nodes) {
    if (stretch_.closes) {
      for (const std::uint32_t node : *nodes) {
        Hypothesis& h = scratch_.nodes[node];
        h.score += ScoreEnd(h);
      }
    }
    KeepBest(nodes);
    return nodes->front();
  }

  // Of the sentence's end.
  float ScoreEnd(const Hypothesis& hypothesis) const {
    if (hypothesis.state == kAsWritten) return written_.Score(stretch_.end);
    NgramModel::State after;
    const NgramModel::State& before = scratch_.states[hypothesis.state];
    return model_.Score(before, text::SentenceEndKey(), &after).log10_prob;
  }

  void TraceBack(std::uint32_t node) {
    scratch_.path.clear();
    for (; node != kNone; node = scratch_.nodes[node].previous) {
      if (scratch_.nodes[node].alternative != kAsWritten) {
        scratch_.path.push_back(scratch_.nodes[node].alternative);
      }
    }
    std::reverse(scratch_.path.begin(), scratch_.path.end());
  }

  // log10 P of the stretch as the path reads it, with `reverted` as written.
  float PathScore(std::uint32_t reverted) {
    scratch_.states.clear();
    Hypothesis reading{0, kNone, kAsWritten, kAsWritten, stretch_.begin};
    std::uint32_t token = stretch_.begin;
    const auto read_until = [&](std::uint32_t end) {
      for (; token < end; ++token) {
        scratch_.steps.clear();
        reading.score += ScoreWritten(token, &reading);
      }
    };
    for (const std::uint32_t chosen : scratch_.path) {
      if (chosen == reverted) continue;
      const Alternative& swap = stretch_.alternatives[chosen];
      read_until(swap.begin);
      NgramModel::State state = reading.state == kAsWritten ? written_.StateBefore(token)
                                                            : scratch_.states[reading.state];
      for (const TokenKey word : swap.original) {
        reading.score += model_.Score(state, word, &state).log10_prob;
      }
      reading.state = static_cast<std::uint32_t>(scratch_.states.size());
      scratch_.states.push_back(state);
      token = reading.swap_end = swap.end;
    }
    read_until(stretch_.end);
    if (stretch_.closes) reading.score += ScoreEnd(reading);
    return reading.score;
  }

  const NgramModel& model_;
  const WrittenSentence& written_;
  const Stretch& stretch_;
  Scratch& scratch_;
};

// The groups of alternatives whose contexts touch.
void CollectStretches(const SegmentedText& block, std::uint32_t context,
                      std::span<const Alternative> alternatives, std::vector<Stretch>* stretches) {
  stretches->clear();
  std::uint32_t s = 0;
  for (std::size_t i = 0; i < alternatives.size();) {
    while (block.sentences[s].end <= alternatives[i].begin) ++s;
    const Sentence& sentence = block.sentences[s];
    Stretch stretch{};
    stretch.sentence = s;
    stretch.begin = alternatives[i].begin;
    stretch.core_end = alternatives[i].end;
    std::size_t end = i;
    while (end < alternatives.size() &&
           alternatives[end].begin < std::min(stretch.core_end + context, sentence.end)) {
      stretch.core_end = std::max(stretch.core_end, alternatives[end].end);
      ++end;
    }
    stretch.closes = stretch.core_end + context > sentence.end;
    stretch.end = std::min(stretch.core_end + context, sentence.end);
    stretch.alternatives = alternatives.subspan(i, end - i);
    stretch.first_alternative = static_cast<std::uint32_t>(i);
    stretches->push_back(stretch);
    i = end;
  }
}

}  // namespace

void Adjudicator::Decide(const WrittenBlock& block, std::span<const Alternative> alternatives,
                         std::vector<Decision>* decisions) const {
  static thread_local Scratch scratch;
  decisions->clear();
  CollectStretches(block.text, static_cast<std::uint32_t>(model_.order() - 1), alternatives,
                   &scratch.stretches);
  // Of so few readings the search drops none, and so finds the best: the answer must not depend
  // on who gives it.
  SwapScreen screen(model_, kBeam);
  for (const Stretch& stretch : scratch.stretches) {
    screen.Add({model_, block, stretch.sentence}, stretch.alternatives);
  }
  screen.Score();
  for (std::size_t i = 0; i < scratch.stretches.size(); ++i) {
    if (!screen.MayStand(i)) continue;
    const Stretch& stretch = scratch.stretches[i];
    const WrittenSentence written(model_, block, stretch.sentence);
    StretchReader(model_, written, stretch, &scratch).Read(decisions);
  }
}

}  // namespace calque::scoring
