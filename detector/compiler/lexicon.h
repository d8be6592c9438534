// Is this an English word, and what are its forms: the only file that sees
// hunspell. Regular forms are built by the spelling rules of English and kept only
// when hunspell knows them; irregular ones come from a list
// (dictionaries/<language>/irregular.txt), and so do the spellings of the two
// varieties of English and the classes of words that stand for each other.
//
// Not thread-safe (hunspell 1.7 is not); meant for compile time.
#ifndef CALQUE_DETECTOR_COMPILER_LEXICON_H_
#define CALQUE_DETECTOR_COMPILER_LEXICON_H_

#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"

class Hunspell;

namespace calque::compiler {

struct VerbForms {
  std::string third;       // suspends
  std::string past;        // grew
  std::string participle;  // grown
  std::string gerund;      // growing
};

class Lexicon {
 public:
  // `dictionary` is a hunspell dictionary without its extension
  // ("/usr/share/hunspell/en_US"); `irregular` a file of lines
  // "verb grow grew grown", "noun man men", "spelling color colour" (American,
  // British) or "class his their (her)", see ClassOf.
  static Result<Lexicon> Open(const std::string& dictionary, const std::string& irregular);
  // The same with the irregular forms of dictionaries/en, which are built in.
  static Result<Lexicon> Open(const std::string& dictionary);
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  bool IsWord(const std::string& word) const;
  // Empty when the word has no such forms that the dictionary knows.
  std::optional<std::string> Plural(const std::string& noun) const;
  std::optional<VerbForms> Verb(const std::string& base) const;
  // The word as the other variety of English spells it; empty when it does not differ.
  std::string British(const std::string& word) const { return Respelt(british_, word); }
  std::string American(const std::string& word) const { return Respelt(american_, word); }
  // The words that may stand where `word` does, itself among them; case counts.
  // Empty for a word of no class and for one in parentheses, which can be put
  // for the others but is too ambiguous to be replaced ("her").
  const std::vector<std::string>& ClassOf(const std::string& word) const;

 private:
  using WordMap = std::map<std::string, std::string>;

  Lexicon();
  bool ReadIrregularLine(const std::string& line);
  static std::string Respelt(const WordMap& spellings, const std::string& word);
  Status OpenHunspell(const std::string& dictionary);
  Status ReadIrregular(const std::string& name, std::istream& lines);
  std::string FirstKnown(const std::vector<std::string>& forms) const;

  std::unique_ptr<Hunspell> hunspell_;
  WordMap plurals_;
  WordMap british_;   // of American words
  WordMap american_;  // of British words
  std::map<std::string, std::vector<std::string>> classes_;
  std::map<std::string, std::pair<std::string, std::string>> verbs_;  // past, participle
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_LEXICON_H_
