// Words to dense ids, in the order in which they are first seen, so that the
// same text always gives the same ids.
//
// Three ids are fixed: <unk>, <s> and </s>. Memory: about 100 bytes a word (the
// string, its slot in the hash table, its id); words are never removed.
#ifndef CALQUE_DETECTOR_TRAINING_VOCABULARY_H_
#define CALQUE_DETECTOR_TRAINING_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace calque::training {

using WordId = std::uint32_t;

inline constexpr WordId kUnknownId = 0;
inline constexpr WordId kSentenceBeginId = 1;
inline constexpr WordId kSentenceEndId = 2;
inline constexpr WordId kFirstWordId = 3;

inline constexpr std::string_view kUnknownWord = "<unk>";
inline constexpr std::string_view kSentenceBeginWord = "<s>";
inline constexpr std::string_view kSentenceEndWord = "</s>";

// Move-only; the views it hands out live as long as it does, moves included.
class Vocabulary {
 public:
  Vocabulary();
  ~Vocabulary();
  Vocabulary(Vocabulary&&) noexcept;
  Vocabulary& operator=(Vocabulary&&) noexcept;

  // The id of `word`, a new one if it was never seen.
  WordId Add(std::string_view word);
  // The id of `word`, kUnknownId if it was never added.
  WordId Find(std::string_view word) const;
  // Requires id < size().
  std::string_view Word(WordId id) const;
  std::size_t size() const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_VOCABULARY_H_
