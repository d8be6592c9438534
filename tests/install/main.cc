// Uses the installed library as its users do: opens the built-in pack, reads one rewritten
// paragraph, and fails unless at least one artifact was found with its original.
#include <calque/charset.h>
#include <calque/detector.h>
#include <calque/report.h>
#include <calque/result.h>

#include <cstdio>
#include <string>

namespace {

constexpr const char* kRewritten =
    "The consul normal mentioned on Tuesday that the Liberal Celebration had been dealing with an "
    "uproar over overseas interference. On the time, he mentioned, the prime minister's workplace "
    "didn't instantly reply to questions about local weather change, and the legal professional "
    "normal declined to remark as a result of the Supreme Courtroom was anticipated to rule "
    "subsequent week.";

}  // namespace

int main() {
  const calque::Result<calque::Detector> detector = calque::Detector::Open();
  if (!detector.ok()) {
    std::fprintf(stderr, "%s\n", detector.error().message.c_str());
    return 1;
  }
  const std::string text = kRewritten;
  const calque::Report report = detector->Analyze(text);
  for (const calque::Hit& hit : report.hits) {
    const std::string found = text.substr(hit.span.begin, hit.span.end - hit.span.begin);
    std::printf("%s <- %s\n", found.c_str(), hit.originals.at(0).c_str());
  }
  std::printf("calque %s, pack %s: %s\n", calque::Version(), detector->pack_name().c_str(),
              calque::VerdictName(report.verdict));
  return report.hits.empty() ? 1 : 0;
}
