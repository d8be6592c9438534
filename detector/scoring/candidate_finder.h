// Which places of a text are worth asking the language model about: the matches of the
// dictionaries and of the structural rules, without those that are mentioned rather
// than used, written as names, forbidden by a guard or ignored by the user.
#ifndef CALQUE_DETECTOR_SCORING_CANDIDATE_FINDER_H_
#define CALQUE_DETECTOR_SCORING_CANDIDATE_FINDER_H_

#include <cstdint>
#include <vector>

#include "detector/dictionary/dictionary_set.h"
#include "detector/scoring/ignore_list.h"
#include "detector/scoring/structure.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// What is known of a text before it is read: nothing, or that it has been rewritten, so
// that an odd name is no longer somebody's name.
enum class Prior { kHonest, kRewritten };

// Reads one text, block after block. Memory is kept per thread, so a thread has one at a time.
class CandidateFinder {
 public:
  using Marks = dictionary::DictionarySet::Marks;

  // `marks` are those that the text has shown so far, or all of it in an earlier reading:
  // guards that look at the whole document go by them, and Settled() tells at the end whether
  // that was right. All references must outlive the finder.
  CandidateFinder(const dictionary::DictionarySet& dictionaries, const IgnoreList& ignored,
                  Prior prior, const Marks& marks);

  // Replaces what the last block left. `matches` are all that the dictionaries find in it.
  void Find(const text::SegmentedText& block, const std::vector<dictionary::Candidate>& matches);
  const std::vector<dictionary::Candidate>& candidates() const { return memory_.candidates; }
  const std::vector<StructureFinding>& findings() const { return memory_.findings; }
  // Whether a token of the block is mentioned rather than used.
  bool IsMentioned(std::uint32_t token) const { return memory_.mentioned[token]; }
  // Whether a sentence of the block holds artifacts that are only mentioned.
  bool MentionsArtifact(std::size_t sentence) const { return memory_.mentioning[sentence]; }

  bool Settled() const;

 private:
  struct Judgement {
    dictionary::Candidate candidate;
    bool allowed;
  };
  struct Memory {
    std::vector<Judgement> judgements;  // different ones, by document guards
    std::vector<dictionary::Candidate> candidates;
    std::vector<StructureFinding> findings;
    std::vector<bool> mentioned;       // by token of the block
    std::vector<bool> mentioning;      // by sentence of the block
    std::vector<std::uint32_t> reach;  // of ignored phrases
  };
  static Memory& MemoryOfThread();
  void DropMentioned(const text::SegmentedText& block);
  bool DocumentAllows(const dictionary::Candidate& candidate);
  bool MentionsBoth(const text::SegmentedText& block, const dictionary::Candidate& candidate) const;
  bool IsName(const text::SegmentedText& block, const dictionary::Candidate& candidate) const;
  bool IsIgnored(const dictionary::Candidate& candidate) const;
  void DropIgnored(const text::SegmentedText& block);

  const dictionary::DictionarySet& dictionaries_;
  const IgnoreList& ignored_;
  const Prior prior_;
  StructureFinder structure_;
  const Marks& marks_;
  Memory& memory_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_CANDIDATE_FINDER_H_
