// Reads .aff and .dic line by line; what is only for spelling suggestions is skipped.
#include "detector/compiler/affix_dictionary.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "calque/charset.h"

namespace calque::compiler {
namespace {

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::kNotFound, path + ": cannot be read"};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string InUtf8(std::string text, const std::string& charset) {
  DecodedText decoded = DecodeText(text, charset);
  return decoded.as_is ? std::move(text) : std::move(decoded.text);
}

std::vector<std::string_view> FieldsOf(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t\r", begin), line.size());
    fields.push_back(line.substr(begin, at - begin));
  }
  return fields;
}

void ForEachLine(std::string_view text, const std::function<void(std::string_view)>& visit) {
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    visit(text.substr(0, newline));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
  }
}

bool Continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Bytes of the first or last character; 0 when there is none.
std::size_t FirstSize(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && Continues(text[size])) ++size;
  return size;
}

std::size_t LastSize(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && Continues(text[text.size() - size])) ++size;
  return size;
}

}  // namespace

Result<AffixDictionary> AffixDictionary::Open(const std::string& dictionary) {
  AffixDictionary result;
  if (Status read = result.ReadAffixes(dictionary + ".aff"); !read.ok()) return read.error();
  if (Status read = result.ReadWords(dictionary + ".dic"); !read.ok()) return read.error();
  return result;
}

Status AffixDictionary::ReadAffixes(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.error();
  ForEachLine(*bytes, [&](std::string_view line) {
    const std::vector<std::string_view> fields = FieldsOf(line);
    if (fields.size() > 1 && fields[0] == "SET") charset_ = fields[1];
    if (fields.size() > 1 && fields[0] == "FLAG") flag_kind_ = fields[1];
  });
  const std::string text = InUtf8(std::move(*bytes), charset_);
  ForEachLine(text, [&](std::string_view line) { ReadAffixLine(FieldsOf(line)); });
  return {};
}

void AffixDictionary::ReadAffixLine(const std::vector<std::string_view>& fields) {
  if (fields.size() < 2) return;
  const std::string_view name = fields[0];
  if (name == "NEEDAFFIX") needs_affix_ = fields[1];
  if (name == "FORBIDDENWORD" || name == "ONLYINCOMPOUND" || name == "CIRCUMFIX") {
    hiding_flags_.emplace_back(fields[1]);
  }
  // The first line of the list is its length.
  if (name == "AF") aliases_.emplace_back(fields[1]);
  if ((name != "PFX" && name != "SFX") || fields.size() < 4) return;
  const auto [it, is_header] = classes_.try_emplace(Flag(fields[1]));
  AffixClass& affix = it->second;
  if (is_header) {
    affix.prefix = name == "PFX";
    affix.crosses = fields[2] == "Y";
    return;
  }
  const std::size_t slash = fields[3].find('/');
  if (slash != std::string_view::npos) {
    const std::vector<Flag> flags = FlagsOf(fields[3].substr(slash + 1));
    const bool unfinished = std::find(flags.begin(), flags.end(), needs_affix_) != flags.end();
    if (IsHidden(flags) || (unfinished && !needs_affix_.empty())) return;
  }
  const std::string_view add = fields[3].substr(0, slash);
  affix.rules.push_back({fields[2] == "0" ? "" : std::string(fields[2]),
                         add == "0" ? "" : std::string(add),
                         ParseCondition(fields.size() > 4 ? fields[4] : ".")});
}

Status AffixDictionary::ReadWords(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.error();
  const std::string text = InUtf8(std::move(*bytes), charset_);
  bool first = true;
  ForEachLine(text, [&](std::string_view line) {
    const std::vector<std::string_view> fields = FieldsOf(line);
    // The first line is the number of words.
    if (!std::exchange(first, false) && !fields.empty() && line[0] != '#') {
      const std::size_t slash = fields[0].find('/');
      Stem stem{std::string(fields[0].substr(0, slash)), {}};
      if (slash != std::string_view::npos) stem.flags = FlagsOf(fields[0].substr(slash + 1));
      if (!stem.word.empty() && !IsHidden(stem.flags)) stems_.push_back(std::move(stem));
    }
  });
  return {};
}

std::vector<AffixDictionary::Flag> AffixDictionary::FlagsOf(std::string_view text) const {
  std::string alias;
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!aliases_.empty() && digits) {
    const std::size_t number = text.size() < 9 ? std::stoul(std::string(text)) : 0;
    if (number >= aliases_.size()) return {};
    alias = aliases_[number];
    text = alias;
  }
  std::vector<Flag> flags;
  while (!text.empty()) {
    std::size_t size = 1;
    if (flag_kind_ == "long") size = 2;
    if (flag_kind_ == "num") size = std::min(text.find(','), text.size());
    if (flag_kind_ == "UTF-8" || flag_kind_.empty()) size = FirstSize(text);
    flags.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(text.size(), flag_kind_ == "num" ? size + 1 : size));
  }
  return flags;
}

bool AffixDictionary::IsHidden(const std::vector<Flag>& flags) const {
  return std::any_of(flags.begin(), flags.end(), [&](const Flag& flag) {
    return std::find(hiding_flags_.begin(), hiding_flags_.end(), flag) != hiding_flags_.end();
  });
}

std::vector<AffixDictionary::CharacterSet> AffixDictionary::ParseCondition(std::string_view text) {
  std::vector<CharacterSet> condition;
  while (!text.empty()) {
    CharacterSet set;
    if (text[0] == '[') {
      const std::size_t end = std::min(text.find(']'), text.size());
      std::string_view inside = text.substr(1, end - 1);
      set.negated = inside.starts_with('^');
      if (set.negated) inside.remove_prefix(1);
      for (; !inside.empty(); inside.remove_prefix(FirstSize(inside))) {
        set.characters.emplace_back(inside.substr(0, FirstSize(inside)));
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    } else {
      const std::size_t size = FirstSize(text);
      if (text[0] == '.') {
        set.negated = true;
      } else {
        set.characters.emplace_back(text.substr(0, size));
      }
      text.remove_prefix(size);
    }
    condition.push_back(std::move(set));
  }
  return condition;
}

bool AffixDictionary::Fits(const Rule& rule, bool prefix, std::string_view stem) {
  if (stem.size() < rule.strip.size()) return false;
  if (prefix ? !stem.starts_with(rule.strip) : !stem.ends_with(rule.strip)) return false;
  for (std::size_t i = 0; i < rule.condition.size(); ++i) {
    const CharacterSet& set = rule.condition[prefix ? i : rule.condition.size() - 1 - i];
    const std::size_t size = prefix ? FirstSize(stem) : LastSize(stem);
    if (size == 0) return false;
    const std::string_view character = stem.substr(prefix ? 0 : stem.size() - size, size);
    const bool listed =
        std::find(set.characters.begin(), set.characters.end(), character) != set.characters.end();
    if (listed == set.negated) return false;
    stem = prefix ? stem.substr(size) : stem.substr(0, stem.size() - size);
  }
  return true;
}

std::string AffixDictionary::Apply(const Rule& rule, bool prefix, std::string_view stem) {
  if (prefix) return rule.add + std::string(stem.substr(rule.strip.size()));
  return std::string(stem.substr(0, stem.size() - rule.strip.size())) + rule.add;
}

std::vector<const AffixDictionary::AffixClass*> AffixDictionary::ClassesOf(
    const std::vector<Flag>& flags) const {
  std::vector<const AffixClass*> classes;
  for (const Flag& flag : flags) {
    if (const auto it = classes_.find(flag); it != classes_.end()) classes.push_back(&it->second);
  }
  return classes;
}

void AffixDictionary::VisitPrefixed(const std::vector<const AffixClass*>& classes,
                                    const std::string& word, bool crossing, const Visit& visit) {
  for (const AffixClass* affix : classes) {
    if (!affix->prefix || (crossing && !affix->crosses)) continue;
    for (const Rule& rule : affix->rules) {
      if (Fits(rule, true, word)) visit(Apply(rule, true, word));
    }
  }
}

void AffixDictionary::VisitSuffixed(const std::vector<const AffixClass*>& classes,
                                    const std::string& word, Affixes affixes, const Visit& visit) {
  for (const AffixClass* affix : classes) {
    if (affix->prefix) continue;
    for (const Rule& rule : affix->rules) {
      if (!Fits(rule, false, word)) continue;
      const std::string form = Apply(rule, false, word);
      visit(form);
      if (affix->crosses && affixes == Affixes::kAll) VisitPrefixed(classes, form, true, visit);
    }
  }
}

void AffixDictionary::ForEachForm(Affixes affixes, const Visit& visit) const {
  for (const Stem& stem : stems_) {
    const bool bare = needs_affix_.empty() || std::find(stem.flags.begin(), stem.flags.end(),
                                                        needs_affix_) == stem.flags.end();
    if (bare) visit(stem.word);
    if (affixes == Affixes::kNone) continue;
    const std::vector<const AffixClass*> classes = ClassesOf(stem.flags);
    if (affixes == Affixes::kAll) VisitPrefixed(classes, stem.word, false, visit);
    VisitSuffixed(classes, stem.word, affixes, visit);
  }
}

}  // namespace calque::compiler
