using System.Diagnostics.CodeAnalysis;

namespace LlmAspire.LocalHosting.Downloads;

/// <summary>
/// The per-user folder of things fetched once and used by every run. An entry either is whole or is not there:
/// it is filled beside its place and renamed into it.
/// </summary>
internal sealed class UserCache
{
    /// <summary>The setting and environment variable that moves the cache to another folder.</summary>
    public const string PathSetting = "LLMASPIRE_CACHE";

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    private readonly string _root;

    /// <summary>A cache in the folder given, or in <see cref="DefaultRoot"/>.</summary>
    public UserCache(string? root = null) =>
        _root = Path.GetFullPath(root is { Length: > 0 } ? root : DefaultRoot(System.Environment.GetEnvironmentVariable));

    /// <summary>The folder that entry has, whether or not it is there.</summary>
    public string PathOf(string entry) => Path.Combine(_root, entry);

    /// <summary>True with its folder when the entry is there.</summary>
    public bool TryGet(string entry, [NotNullWhen(true)] out string? folder)
    {
        var path = PathOf(entry);
        folder = Directory.Exists(path) ? path : null;
        return folder is not null;
    }

    /// <summary>
    /// The entry's folder. When it is not there, <paramref name="fill"/> is given an empty folder on the same disk, and the folder it
    /// returns (that one or one inside it) becomes the entry. Only one process on the machine fills at a time; the others wait and find it.
    /// What <paramref name="fill"/> leaves behind is deleted, also when it throws.
    /// </summary>
    public async Task<string> GetOrAddAsync(
        string entry, Func<string, CancellationToken, Task<string>> fill, CancellationToken cancellationToken)
    {
        if (TryGet(entry, out var existing))
        {
            return existing;
        }

        var target = PathOf(entry);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var ours = await LockAsync(target + ".lock", cancellationToken);
        if (Directory.Exists(target))
        {
            return target;
        }

        var staging = target + ".new";
        Discard(staging); // of a run that was killed: the lock is ours, so nobody else is filling it
        Directory.CreateDirectory(staging);
        try
        {
            var content = await fill(staging, cancellationToken);
            Directory.Move(content, target);
            return target;
        }
        finally
        {
            Discard(staging);
        }
    }

    /// <summary>
    /// <c>LLMASPIRE_CACHE</c>; else <c>llm-aspire</c> in the user's cache folder: XDG_CACHE_HOME or ~/.cache, ~/Library/Caches on macOS,
    /// LocalAppData on Windows. build/Dashboard.targets says the same in MSBuild's words.
    /// </summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string DefaultRoot(Func<string, string?> variable)
    {
        if (variable(PathSetting) is { Length: > 0 } given)
        {
            return given;
        }

        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows() ? System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData)
            : variable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
        return Path.Combine(caches, "llm-aspire");
    }

    // The system lets go of the lock when its holder ends, however it ends.
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        using var poll = new PeriodicTimer(LockPoll);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await poll.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
