/* Uses the C library as a C program does: every function once, every refusal once.
 *
 *   capi_test [CALLS]
 *
 * With CALLS it then analyses a short text so often and fails when the resident memory grows. */
#include <calque/calque.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                                \
    }                                                                         \
  } while (0)

/* Four bytes, one code point, two UTF-16 units before the words that are found. */
static const char kRewritten[] =
    "\xf0\x9f\x98\x80 The consul normal mentioned on Tuesday that the Liberal Celebration had been "
    "dealing with an uproar over overseas interference. On the time, he mentioned, the prime "
    "minister's workplace didn't instantly reply to questions about local weather change, and the "
    "legal professional normal declined to remark as a result of the Supreme Courtroom was "
    "anticipated to rule subsequent week.";

static void ExpectError(calque_error* error, int code, const char* words) {
  CHECK(error != NULL);
  CHECK(calque_error_code(error) == code);
  if (strstr(calque_error_message(error), words) == NULL) {
    fprintf(stderr, "'%s' does not say '%s'\n", calque_error_message(error), words);
    exit(1);
  }
  calque_error_free(error);
}

static calque_detector* OpenOrDie(void) {
  calque_detector* detector = NULL;
  calque_error* error = calque_detector_open(NULL, &detector);
  if (error != NULL) {
    fprintf(stderr, "%s\n", calque_error_message(error));
    exit(1);
  }
  CHECK(detector != NULL);
  return detector;
}

static calque_report* AnalyzeOrDie(const calque_detector* detector, const char* text, size_t size,
                                   int unit) {
  const calque_analyze_options options = {sizeof options, CALQUE_BALANCED, unit};
  calque_report* report = NULL;
  CHECK(calque_analyze(detector, text, size, &options, &report) == NULL);
  CHECK(report != NULL);
  return report;
}

static void TestVersions(const calque_detector* detector) {
  CHECK(calque_abi_version() == CALQUE_ABI_VERSION);
  CHECK(strlen(calque_version()) >= 5);
  CHECK(strncmp(calque_pack_name(detector), "en ", 3) == 0);
}

static void TestReport(const calque_detector* detector) {
  const size_t size = sizeof kRewritten - 1;
  calque_report* report = AnalyzeOrDie(detector, kRewritten, size, CALQUE_BYTES);
  calque_summary summary = {.struct_size = sizeof summary};
  calque_report_summary(report, &summary);
  CHECK(summary.mode == CALQUE_BALANCED);
  CHECK(summary.hits > 3);
  CHECK(summary.sentences == 2);
  CHECK(summary.words > 50);
  CHECK(summary.probability > 0.5);

  calque_hit hit = {.struct_size = sizeof hit};
  CHECK(calque_report_hit(report, 0, &hit) == 1);
  CHECK(hit.end - hit.begin == strlen("consul normal"));
  CHECK(memcmp(kRewritten + hit.begin, "consul normal", 13) == 0);
  CHECK(hit.originals > 0);
  CHECK(strcmp(calque_report_original(report, 0, 0), "consul general") == 0);
  CHECK(calque_report_original(report, 0, (size_t)hit.originals) == NULL);
  CHECK(calque_report_original(report, (size_t)summary.hits, 0) == NULL);
  CHECK(strcmp(hit.family, "name") == 0 || strcmp(hit.family, "synonym") == 0);
  CHECK(strlen(hit.finding) == 12);
  CHECK(calque_report_hit(report, (size_t)summary.hits, &hit) == 0);

  calque_sentence sentence = {.struct_size = sizeof sentence};
  CHECK(calque_report_sentence(report, 1, &sentence) == 1);
  CHECK(memcmp(kRewritten + sentence.begin, "On the time", 11) == 0);
  CHECK(calque_report_sentence(report, 2, &sentence) == 0);
  calque_report_free(report);
}

static void TestOffsetUnits(const calque_detector* detector) {
  const struct {
    int unit;
    size_t smiley;
  } cases[] = {{CALQUE_BYTES, 4}, {CALQUE_CODEPOINTS, 1}, {CALQUE_UTF16, 2}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    calque_report* report =
        AnalyzeOrDie(detector, kRewritten, sizeof kRewritten - 1, cases[i].unit);
    calque_hit hit = {.struct_size = sizeof hit};
    CHECK(calque_report_hit(report, 0, &hit) == 1);
    CHECK(hit.begin == cases[i].smiley + strlen(" The "));
    calque_report_free(report);
  }
}

static void TestStrings(const calque_detector* detector) {
  const size_t size = sizeof kRewritten - 1;
  calque_report* report = AnalyzeOrDie(detector, kRewritten, size, CALQUE_CODEPOINTS);
  calque_string* record = NULL;
  const calque_record_options options = {sizeof options, "a-1", "a.txt", NULL, 7, 0, 0};
  CHECK(calque_report_record(report, kRewritten, size, &options, &record) == NULL);
  const char* head = "{\"schema\":1,\"id\":\"a-1\",\"source\":{\"path\":\"a.txt\",\"record\":7,";
  CHECK(strncmp(calque_string_data(record), head, strlen(head)) == 0);
  CHECK(calque_string_data(record)[calque_string_size(record) - 1] == '\n');
  calque_string_free(record);

  calque_string* restored = NULL;
  CHECK(calque_report_restore(report, kRewritten, size, &restored) == NULL);
  CHECK(strstr(calque_string_data(restored), "The consul general") != NULL);
  calque_string_free(restored);

  restored = NULL;
  ExpectError(calque_report_restore(report, kRewritten, size - 1, &restored),
              CALQUE_INVALID_ARGUMENT, "was made from a text of");
  CHECK(restored == NULL);
  calque_report_free(report);
}

static void TestBatch(const calque_detector* detector) {
  const char* texts[] = {kRewritten, NULL, "\xff\0\xfe nothing"};
  const size_t sizes[] = {sizeof kRewritten - 1, 0, 11};
  calque_report* reports[3] = {NULL, NULL, NULL};
  CHECK(calque_analyze_batch(detector, texts, sizes, 3, NULL, reports) == NULL);
  const int expected[] = {-1, CALQUE_INSUFFICIENT, CALQUE_INSUFFICIENT};
  for (int i = 0; i < 3; ++i) {
    calque_summary summary = {.struct_size = sizeof summary};
    calque_report_summary(reports[i], &summary);
    CHECK(summary.mode == CALQUE_STRICT);
    CHECK(expected[i] < 0 || summary.verdict == expected[i]);
    CHECK(summary.invalid_bytes == (i == 2 ? 2u : 0u));
    calque_report_free(reports[i]);
  }
  CHECK(calque_analyze_batch(detector, NULL, NULL, 0, NULL, NULL) == NULL);
}

/* A caller of an older header has smaller structs: nothing behind them is touched. */
static void TestSmallerStructs(const calque_detector* detector) {
  calque_report* report = AnalyzeOrDie(detector, kRewritten, sizeof kRewritten - 1, CALQUE_BYTES);
  calque_summary summary;
  memset(&summary, 0x5a, sizeof summary);
  summary.struct_size = offsetof(calque_summary, words);
  calque_report_summary(report, &summary);
  CHECK(summary.probability > 0.5);
  CHECK(summary.words == 0x5a5a5a5a5a5a5a5aULL);
  CHECK(summary.struct_size == offsetof(calque_summary, words));
  calque_report_free(report);
}

static void TestRefusals(const calque_detector* detector) {
  calque_detector* none = NULL;
  calque_open_options options = {sizeof options, "/nowhere/en.pack", NULL, 0, NULL, 0};
  ExpectError(calque_detector_open(&options, &none), CALQUE_NOT_FOUND, "/nowhere/en.pack");
  CHECK(none == NULL);
  const calque_named_bytes ignore = {"my.ignore", "family:nonsense\n", 16};
  options = (calque_open_options){sizeof options, NULL, NULL, 0, &ignore, 1};
  ExpectError(calque_detector_open(&options, &none), CALQUE_INVALID_ARGUMENT, "my.ignore");
  ExpectError(calque_detector_open(NULL, NULL), CALQUE_INVALID_ARGUMENT, "detector is NULL");

  calque_report* report = NULL;
  ExpectError(calque_analyze(NULL, "", 0, NULL, &report), CALQUE_INVALID_ARGUMENT, "detector");
  ExpectError(calque_analyze(detector, NULL, 3, NULL, &report), CALQUE_INVALID_ARGUMENT, "text 0");
  ExpectError(calque_analyze(detector, "", 0, NULL, NULL), CALQUE_INVALID_ARGUMENT, "reports");
  const calque_analyze_options bad = {sizeof bad, 9, 0};
  ExpectError(calque_analyze(detector, "", 0, &bad, &report), CALQUE_INVALID_ARGUMENT, "mode");
  CHECK(report == NULL);
  calque_error_free(NULL);
  calque_report_free(NULL);
  calque_string_free(NULL);
  calque_detector_free(NULL);
}

static long ResidentPages(void) {
  FILE* file = fopen("/proc/self/statm", "r");
  long size = 0;
  long resident = 0;
  CHECK(file != NULL && fscanf(file, "%ld %ld", &size, &resident) == 2);
  fclose(file);
  return resident;
}

static void TestMemory(const calque_detector* detector, long calls) {
  long before = 0;
  for (long i = 0; i < calls; ++i) {
    if (i == calls / 10) before = ResidentPages();
    const size_t size = 60 + (size_t)(i % 60);
    calque_report* report = AnalyzeOrDie(detector, kRewritten, size, CALQUE_UTF16);
    calque_string* record = NULL;
    CHECK(calque_report_record(report, kRewritten, size, NULL, &record) == NULL);
    calque_string_free(record);
    calque_report_free(report);
    calque_error_free(calque_analyze(NULL, "", 0, NULL, &report));
  }
  const long grown = (ResidentPages() - before) * (sysconf(_SC_PAGESIZE) / 1024);
  printf("%ld calls: resident memory grew by %ld KB after the first tenth\n", calls, grown);
  CHECK(grown < 2048);
}

int main(int argc, char** argv) {
  calque_detector* detector = OpenOrDie();
  TestVersions(detector);
  TestReport(detector);
  TestOffsetUnits(detector);
  TestStrings(detector);
  TestBatch(detector);
  TestSmallerStructs(detector);
  TestRefusals(detector);
  if (argc > 1) TestMemory(detector, atol(argv[1]));
  calque_detector_free(detector);
  return 0;
}
