// Vectorscan, the portable fork of Intel's Hyperscan (Wang et al., NSDI 2019): all
// phrases as caseless literals, block mode.
#include "bench/contestant.h"

#ifdef CALQUE_BENCH_VECTORSCAN
#include <hs/hs.h>

#include <memory>
#endif

namespace calque::bench {

#ifdef CALQUE_BENCH_VECTORSCAN

namespace {

constexpr std::size_t kBlock = 64 * 1024;

struct Matcher {
  hs_database_t* database = nullptr;
  hs_scratch_t* scratch = nullptr;
  std::vector<std::size_t> sizes;  // of the phrases
  const ScannedText* text = nullptr;
  std::size_t base = 0;  // of the block
  std::size_t found = 0;

  ~Matcher() {
    hs_free_scratch(scratch);
    hs_free_database(database);
  }
};

int OnMatch(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  auto* matcher = static_cast<Matcher*>(context);
  const std::size_t end = matcher->base + to;
  matcher->found += matcher->text->IsPhrase(end - matcher->sizes[id], end) ? 1 : 0;
  return 0;
}

std::shared_ptr<Matcher> Compile(const Phrases& phrases) {
  auto matcher = std::make_shared<Matcher>();
  std::vector<const char*> literals;
  std::vector<unsigned> ids;
  for (const std::string& phrase : phrases) {
    literals.push_back(phrase.c_str());
    ids.push_back(static_cast<unsigned>(ids.size()));
    matcher->sizes.push_back(phrase.size());
  }
  const std::vector<unsigned> flags(phrases.size(), HS_FLAG_CASELESS);
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(literals.data(), flags.data(), ids.data(), matcher->sizes.data(),
                           static_cast<unsigned>(phrases.size()), HS_MODE_BLOCK, nullptr,
                           &matcher->database, &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return nullptr;
  }
  if (hs_alloc_scratch(matcher->database, &matcher->scratch) != HS_SUCCESS) return nullptr;
  return matcher;
}

// Blocks end with a line.
double Scan(Matcher* matcher) {
  const std::string_view text = matcher->text->text;
  matcher->found = 0;
  for (matcher->base = 0; matcher->base < text.size();) {
    std::size_t end = text.size();
    if (matcher->base + kBlock < end) {
      const std::size_t newline = text.rfind('\n', matcher->base + kBlock);
      if (newline != std::string_view::npos && newline > matcher->base) end = newline;
    }
    hs_scan(matcher->database, text.data() + matcher->base,
            static_cast<unsigned>(end - matcher->base), 0, matcher->scratch, OnMatch, matcher);
    matcher->base = end;
  }
  return static_cast<double>(matcher->found);
}

}  // namespace

Contestant MakeVectorscan(const ScannedText& text, const Phrases& phrases) {
  Contestant contestant;
  contestant.name = "Vectorscan";
  const std::shared_ptr<Matcher> matcher = Compile(phrases);
  if (matcher == nullptr) {
    contestant.skipped = "Vectorscan does not compile the phrases";
    return contestant;
  }
  hs_database_size(matcher->database, &contestant.table_bytes);
  matcher->text = &text;
  contestant.run = [matcher] { return Scan(matcher.get()); };
  return contestant;
}

#else

Contestant MakeVectorscan(const ScannedText&, const Phrases&) {
  return {.job = "", .name = "Vectorscan", .skipped = "libvectorscan-dev is not installed"};
}

#endif

}  // namespace calque::bench
