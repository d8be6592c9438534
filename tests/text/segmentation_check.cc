// The invariants of segmentation_check.h; every function returns a complaint or nothing.
#include "tests/text/segmentation_check.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "detector/text/quick_scan.h"
#include "detector/text/segmenter.h"
#include "detector/text/sentence_rules.h"
#include "detector/text/tokenizer.h"

namespace calque::text {
namespace {

struct Row {  // of table 3-7: first byte, second byte, how many plain continuation bytes follow
  unsigned first_low, first_high, second_low, second_high, rest;
};

constexpr Row kRows[] = {{0xC2, 0xDF, 0x80, 0xBF, 0}, {0xE0, 0xE0, 0xA0, 0xBF, 1},
                         {0xE1, 0xEC, 0x80, 0xBF, 1}, {0xED, 0xED, 0x80, 0x9F, 1},
                         {0xEE, 0xEF, 0x80, 0xBF, 1}, {0xF0, 0xF0, 0x90, 0xBF, 2},
                         {0xF1, 0xF3, 0x80, 0xBF, 2}, {0xF4, 0xF4, 0x80, 0x8F, 2}};

bool Within(unsigned low, unsigned value, unsigned high) { return low <= value && value <= high; }

std::string Complain(const std::string& what, std::size_t at) {
  return what + " at byte " + std::to_string(at);
}

bool DroppedInsideTokens(std::uint32_t c) {
  return c == 0xAD || Within(0x200B, c, 0x200F) || c == 0x2060 || c == 0xFEFF;
}

std::string CheckOrder(std::string_view text, const SegmentedText& block) {
  if (block.keys.size() != block.tokens.size()) return "not one key for each token";
  std::size_t end = 0;
  for (const Token& token : block.tokens) {
    if (token.begin < end) return Complain("a token overlaps the one before it", token.begin);
    if (token.end <= token.begin) return Complain("an empty token", token.begin);
    if (token.end > text.size()) return Complain("a token beyond the text", token.begin);
    if (token.end - token.begin > kMaxTokenBytes) return Complain("a long token", token.begin);
    end = token.end;
  }
  return "";
}

// Requires what CheckOrder checks.
std::string CheckCoverage(std::string_view text, const SegmentedText& block) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < text.size();) {
    const SlowCodePoint c = SlowDecode(text, i);
    while (next < block.tokens.size() && block.tokens[next].end <= i) ++next;
    const bool inside = next < block.tokens.size() && block.tokens[next].begin < i + c.size;
    const bool wholly =
        inside && block.tokens[next].begin <= i && block.tokens[next].end >= i + c.size;
    const bool visible = c.valid && SlowVisible(c.value);
    if (inside && !wholly) return Complain("a token cuts a character in two", i);
    if (visible && !inside) return Complain("a visible character in no token", i);
    if (inside && !c.valid) return Complain("a bad byte in a token", i);
    if (inside && !visible && !DroppedInsideTokens(c.value)) {
      return Complain("white space or a control character in a token", i);
    }
    i += c.size;
  }
  return "";
}

std::string CheckSentences(const SegmentedText& block) {
  std::uint32_t covered = 0;
  for (const Sentence& sentence : block.sentences) {
    if (sentence.begin != covered) return "sentences leave tokens out or overlap";
    if (sentence.end <= sentence.begin) return "an empty sentence";
    if (sentence.end - sentence.begin > kMaxSentenceTokens) return "a sentence is too long";
    covered = sentence.end;
  }
  return covered == block.tokens.size() ? "" : "the last tokens are in no sentence";
}

std::string CheckAlone(const SegmentedText& block) {
  for (std::size_t i = 0; i < block.tokens.size(); ++i) {
    const Token& token = block.tokens[i];
    const std::string_view quote = block.Text(token);
    Tokenizer alone(quote);
    ScannedToken scanned;
    if (!alone.Next(&scanned)) return Complain("a token that alone is none", token.begin);
    if (scanned.begin != 0 || scanned.end != quote.size() || scanned.kind != token.kind ||
        HashToken(scanned.folded) != block.keys[i]) {
      return Complain("a token that alone is read otherwise", token.begin);
    }
  }
  return "";
}

bool SameScan(const ScannedToken& a, const ScannedToken& b) {
  return a.begin == b.begin && a.end == b.end && a.key == b.key && a.kind == b.kind &&
         a.flags == b.flags && a.opening == b.opening && a.lower == b.lower &&
         a.acronym == b.acronym && a.newlines == b.newlines && a.single == b.single;
}

// What QuickScan takes it takes as the Tokenizer does.
std::string CheckQuickScan(std::string_view text) {
  Tokenizer tokenizer(text);
  ScannedToken token;
  while (tokenizer.Next(&token)) {
    const std::size_t position = token.end;
    ScannedToken quick;
    if (!QuickScan(text, position, &quick)) continue;
    Tokenizer same = tokenizer;
    if (!same.Next(&token) || !SameScan(quick, token)) {
      return Complain("a token that is scanned quickly is another", position);
    }
  }
  return "";
}

bool SameToken(const Token& a, std::size_t a_base, const Token& b) {
  return a.begin + a_base == b.begin && a.end + a_base == b.end && a.kind == b.kind &&
         a.flags == b.flags;
}

// The whole text by the Tokenizer and the rules alone, token by token.
std::string CheckOneByOne(std::string_view text, const SegmentedText& block) {
  Tokenizer tokenizer(text);
  SentenceRules rules;
  ScannedToken token;
  std::size_t count = 0;
  std::size_t sentence = 0;
  std::size_t begin = 0;
  while (tokenizer.Next(&token)) {
    const Token slow{static_cast<std::uint32_t>(token.begin), static_cast<std::uint32_t>(token.end),
                     token.kind, token.flags};
    if (count >= block.tokens.size() || !SameToken(block.tokens[count], block.base, slow) ||
        block.keys[count] != token.key) {
      return Complain("one by one there is another token", token.begin);
    }
    if (count > begin && (count - begin >= kMaxSentenceTokens || rules.EndsBefore(token))) {
      if (sentence >= block.sentences.size() || block.sentences[sentence].end != count) {
        return Complain("one by one a sentence ends elsewhere, before", token.begin);
      }
      ++sentence;
      begin = count;
      rules = SentenceRules();
    }
    rules.Take(token);
    ++count;
  }
  if (count != block.tokens.size()) return "one by one there are fewer tokens";
  sentence += count > begin ? 1 : 0;
  return sentence == block.sentences.size() ? "" : "one by one there are fewer sentences";
}

std::string CheckBlocks(std::string_view text, const SegmentedText& whole) {
  Segmenter segmenter(text);
  SegmentedText block;
  std::size_t tokens = 0;
  std::size_t sentences = 0;
  std::size_t invalid = 0;
  while (segmenter.Next(&block)) {
    if (block.source.data() != text.data() + block.base) return "a block quotes other bytes";
    if (tokens + block.tokens.size() > whole.tokens.size()) return "blocks have more tokens";
    for (std::size_t i = 0; i < block.tokens.size(); ++i) {
      const Token& token = whole.tokens[tokens + i];
      if (!SameToken(block.tokens[i], block.base, token) ||
          block.keys[i] != whole.keys[tokens + i]) {
        return Complain("blocks have another token", token.begin);
      }
    }
    for (const Sentence& s : block.sentences) {
      if (sentences >= whole.sentences.size() ||
          s.begin + tokens != whole.sentences[sentences].begin ||
          s.end + tokens != whole.sentences[sentences].end) {
        return "blocks have other sentences, the first is number " + std::to_string(sentences);
      }
      ++sentences;
    }
    tokens += block.tokens.size();
    invalid += block.invalid_bytes;
  }
  if (tokens != whole.tokens.size()) return "blocks have fewer tokens";
  if (sentences != whole.sentences.size()) return "blocks have fewer sentences";
  return invalid == whole.invalid_bytes ? "" : "blocks count other bad bytes";
}

}  // namespace

SlowCodePoint SlowDecode(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
  };
  const unsigned first = byte(i);
  if (first < 0x80) return {first, 1, true};
  for (const Row& row : kRows) {
    if (!Within(row.first_low, first, row.first_high)) continue;
    if (!Within(row.second_low, byte(i + 1), row.second_high)) break;
    std::uint32_t value = (first & (0x1Fu >> row.rest)) << 6 | (byte(i + 1) & 0x3Fu);
    for (unsigned k = 0; k < row.rest; ++k) {
      if (!Within(0x80, byte(i + 2 + k), 0xBF)) return {0, 1, false};
      value = value << 6 | (byte(i + 2 + k) & 0x3Fu);
    }
    return {value, 2 + row.rest, true};
  }
  return {0, 1, false};
}

std::size_t SlowCountInvalid(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const SlowCodePoint c = SlowDecode(text, i);
    count += c.valid ? 0 : 1;
    i += c.size;
  }
  return count;
}

bool SlowVisible(std::uint32_t code_point) {
  return u_isgraph(static_cast<UChar32>(code_point)) != 0;
}

std::string CheckSegmentation(std::string_view text) {
  const SegmentedText block = SegmentAll(text);
  if (std::string complaint = CheckOrder(text, block); !complaint.empty()) return complaint;
  if (std::string complaint = CheckCoverage(text, block); !complaint.empty()) return complaint;
  if (std::string complaint = CheckSentences(block); !complaint.empty()) return complaint;
  if (std::string complaint = CheckAlone(block); !complaint.empty()) return complaint;
  if (block.invalid_bytes != SlowCountInvalid(text)) {
    return "bad bytes counted: " + std::to_string(block.invalid_bytes) + ", there are " +
           std::to_string(SlowCountInvalid(text));
  }
  if (std::string complaint = CheckQuickScan(text); !complaint.empty()) return complaint;
  if (std::string complaint = CheckOneByOne(text, block); !complaint.empty()) return complaint;
  return CheckBlocks(text, block);
}

}  // namespace calque::text
