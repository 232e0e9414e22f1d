/* A disk that fails and a clock that is wrong, for the process this is preloaded into.
 *
 * Calls that change a file below `watched` are counted. The chosen one, and `span` in all from
 * there, fail with an error; or the process dies before it, after half of it, or as in a power
 * cut: then everything is undone that was not synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NONE, NOSPACE, BROKEN, DEATH, TORN, POWER };

struct undo {
    struct undo *before;
    int fd;
    ino_t file;
    off_t at, size;
    size_t had;
    char old[];
};

static char watched[PATH_MAX];
static long calls, chosen = -1, span = 1, shift;
static int kind;
static struct undo *unsynced;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void disk_arm(const char *folder, long at, long many, int what) {
    strncpy(watched, folder, sizeof watched - 1);
    calls = 0, chosen = at, span = many, kind = what;
}

long disk_calls(void) { return calls; }

void clock_shift(long seconds) { shift = seconds; }

int clock_gettime(clockid_t which, struct timespec *now) {
    static __typeof__(&clock_gettime) real;
    if (!real) real = REAL(clock_gettime);
    int answer = real(which, now);
    if (which == CLOCK_REALTIME) now->tv_sec += shift;
    return answer;
}

static int is_watched(int fd) {
    char link[64], path[PATH_MAX];
    if (!*watched) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && !strncmp(path, watched, strlen(watched));
}

static ino_t file_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

static void remember(int fd, size_t count, off_t at) {
    struct undo *one = malloc(sizeof *one + count);
    struct stat found;
    ssize_t had = pread(fd, one->old, count, at);
    fstat(fd, &found);
    *one = (struct undo){unsynced, fd, found.st_ino, at, found.st_size, had > 0 ? had : 0};
    unsynced = one;
}

static void synced(int fd) {
    ino_t file = file_of(fd);
    for (struct undo *one = unsynced; one; one = one->before)
        if (one->file == file) one->file = 0;
}

static void cut_power(void) {
    for (struct undo *one = unsynced; one; one = one->before)
        if (one->file && file_of(one->fd) == one->file) {
            REAL(pwrite64)(one->fd, one->old, one->had, one->at);
            if (REAL(ftruncate64)(one->fd, one->size)) abort();
        }
}

/* Say whether a call fails; where the process is to die, do not come back. */
static int fails(int fd, const void *bytes, size_t count, off_t at) {
    if (!is_watched(fd)) return 0;
    long number = calls++;
    if (chosen < 0 || number < chosen || number >= chosen + span) return 0;
    if (kind == TORN && bytes) REAL(pwrite64)(fd, bytes, count / 2, at);
    if (kind == POWER) cut_power();
    if (kind >= DEATH) kill(getpid(), SIGKILL);
    errno = kind == NOSPACE ? ENOSPC : EIO;
    return kind != NONE;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    if (fails(fd, bytes, count, at)) return -1;
    if (kind == POWER && is_watched(fd)) remember(fd, count, at);
    return REAL(pwrite64)(fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return pwrite64(fd, bytes, count, at);
}

#define ON_FILE(name, ...) if (fails(fd, NULL, 0, 0)) return -1; return REAL(name)(__VA_ARGS__)
#define SYNC(name) \
    if (fails(fd, NULL, 0, 0)) return -1; \
    synced(fd); \
    return REAL(name)(fd)

int fsync(int fd) { SYNC(fsync); }
int fdatasync(int fd) { SYNC(fdatasync); }
int ftruncate64(int fd, off64_t size) { ON_FILE(ftruncate64, fd, size); }
int ftruncate(int fd, off_t size) { ON_FILE(ftruncate64, fd, size); }
