// Lists the words of a hunspell dictionary: every stem and the forms that its affix
// rules make of it (hunspell(5)). Hunspell itself only answers whether a given word
// is one.
//
// Affixes are put on once: one suffix, one prefix, or one of each where both allow
// it. Compounds and second suffixes are not built, so a language that lives by them
// is listed in part.
#ifndef CALQUE_DETECTOR_COMPILER_AFFIX_DICTIONARY_H_
#define CALQUE_DETECTOR_COMPILER_AFFIX_DICTIONARY_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "calque/result.h"

namespace calque::compiler {

class AffixDictionary {
 public:
  enum class Affixes { kNone, kSuffixes, kAll };

  // `dictionary` is a path without extension ("/usr/share/hunspell/en_US").
  static Result<AffixDictionary> Open(const std::string& dictionary);

  using Visit = std::function<void(const std::string&)>;
  // Calls `visit` for every form, UTF-8, some more than once.
  void ForEachForm(Affixes affixes, const Visit& visit) const;

 private:
  using Flag = std::string;
  // One element of a rule's condition: any character, one of them, none of them.
  struct CharacterSet {
    bool negated = false;
    std::vector<std::string> characters;
  };
  struct Rule {
    std::string strip;
    std::string add;
    std::vector<CharacterSet> condition;
  };
  struct AffixClass {
    bool prefix = false;
    bool crosses = false;  // goes together with one of the other kind
    std::vector<Rule> rules;
  };

  Status ReadAffixes(const std::string& path);
  Status ReadWords(const std::string& path);
  void ReadAffixLine(const std::vector<std::string_view>& fields);
  std::vector<Flag> FlagsOf(std::string_view text) const;
  bool IsHidden(const std::vector<Flag>& flags) const;
  std::vector<const AffixClass*> ClassesOf(const std::vector<Flag>& flags) const;

  static void VisitPrefixed(const std::vector<const AffixClass*>& classes, const std::string& word,
                            bool crossing, const Visit& visit);
  static void VisitSuffixed(const std::vector<const AffixClass*>& classes, const std::string& word,
                            Affixes affixes, const Visit& visit);
  static std::vector<CharacterSet> ParseCondition(std::string_view text);
  static bool Fits(const Rule& rule, bool prefix, std::string_view stem);
  static std::string Apply(const Rule& rule, bool prefix, std::string_view stem);

  struct Stem {
    std::string word;
    std::vector<Flag> flags;
  };
  std::string charset_;
  std::string flag_kind_;             // "", "long", "num" or "UTF-8"
  std::vector<std::string> aliases_;  // AF: flag vectors that the words name by number
  std::vector<Flag> hiding_flags_;    // words and affixes with one of these are no words
  Flag needs_affix_;
  std::map<Flag, AffixClass> classes_;
  std::vector<Stem> stems_;
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_AFFIX_DICTIONARY_H_
