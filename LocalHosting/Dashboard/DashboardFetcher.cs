using System.ComponentModel;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// Fetches the dashboard into the user cache: <c>npm pack</c> of the Aspire command's package, its integrity checked, unpacked by the
/// command itself, and only the dashboard's folder kept. Nothing is installed, and the user's ~/.aspire is not touched.
/// </summary>
internal sealed class DashboardFetcher
{
    /// <summary>How to get the dashboard by hand; the end of every message about its absence.</summary>
    public const string HowToGetIt =
        "Install Node.js with npm and build AppHost again, or put Aspire's `aspire` command on PATH. "
            + "The app itself runs without the dashboard.";

    private readonly UserCache _cache;
    private readonly Action<string> _say;
    private readonly string? _searchPath;

    /// <summary>Fetches into that cache; <paramref name="say"/> gets a line before the download starts.</summary>
    public DashboardFetcher(UserCache cache, Action<string> say, string? searchPath = null)
    {
        _cache = cache;
        _say = say;
        _searchPath = searchPath;
    }

    /// <summary>The dashboard's folder, fetched now if it is not there yet.</summary>
    /// <exception cref="DownloadException">It could not be fetched; the cache is as it was.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        if (_cache.TryGet(DashboardPackage.CacheEntry, out var present))
        {
            return present;
        }

        var npm = CommandLineTool.Find("npm", _searchPath) ?? throw Failed("npm is not on PATH.");
        try
        {
            return await _cache.GetOrAddAsync(
                DashboardPackage.CacheEntry, (folder, token) => FillAsync(npm, folder, token), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException or Win32Exception
            or JsonException or InvalidDataException)
        {
            throw new DownloadException(Failed(error.Message).Message, error);
        }
    }

    private async Task<string> FillAsync(string npm, string folder, CancellationToken cancellationToken)
    {
        _say($"Fetching the Aspire dashboard {DashboardPackage.Version} (about 125 MB, once per user) "
            + $"into {Path.GetDirectoryName(folder)}");
        var rid = DashboardPackage.CurrentRid();
        var package = await PackAsync(npm, rid, folder, cancellationToken);
        var command = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
        await UnpackAsync(package, command, cancellationToken);
        File.Delete(package);
        return await SetUpAsync(command, folder, cancellationToken);
    }

    private static async Task<string> PackAsync(string npm, string rid, string folder, CancellationToken cancellationToken)
    {
        var name = $"{DashboardPackage.NameFor(rid)}@{DashboardPackage.Version}";
        string[] arguments = ["pack", name, "--json", "--ignore-scripts", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
            "--cache", Path.Combine(folder, "npm"), "--pack-destination", folder];
        var packed = await CommandLineTool.RunAsync(npm, arguments, cancellationToken, workingDirectory: folder);
        if (packed.ExitCode != 0)
        {
            throw Failed($"`npm pack {name}` failed ({FirstError(packed.Error)}).");
        }

        using var answer = JsonDocument.Parse(packed.Output);
        var entry = answer.RootElement[0];
        var file = Path.Combine(folder, Path.GetFileName(entry.GetProperty("filename").GetString()!));
        await VerifyAsync(file, DashboardPackage.RecordedIntegrity(rid) ?? entry.GetProperty("integrity").GetString()!, cancellationToken);
        return file;
    }

    private static async Task VerifyAsync(string file, string integrity, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        var actual = "sha512-" + Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellationToken));
        if (!string.Equals(actual, integrity, StringComparison.Ordinal))
        {
            throw Failed($"{Path.GetFileName(file)} is {actual}, not {integrity} as published; it was thrown away.");
        }
    }

    private static async Task UnpackAsync(string package, string command, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(command)!);
        await using var file = File.OpenRead(package);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new TarReader(plain);
        var wanted = $"package/bin/{Path.GetFileName(command)}";
        while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == wanted)
            {
                await entry.ExtractToFileAsync(command, overwrite: false, cancellationToken);
                return;
            }
        }

        throw Failed($"The package holds no {wanted}.");
    }

    // `aspire setup` ends with a look for the bundle under ASPIRE_HOME (default ~/.aspire), not under --install-path: on a fresh machine
    // it then fails, unless its own background unpacking into ~/.aspire happened to be faster. With both the same folder it always holds,
    // and ~/.aspire stays untouched.
    private static async Task<string> SetUpAsync(string command, string folder, CancellationToken cancellationToken)
    {
        var home = Path.Combine(folder, "home");
        Directory.CreateDirectory(home);
        Dictionary<string, string> environment = new()
        {
            ["ASPIRE_HOME"] = folder,
            ["HOME"] = home,
            ["XDG_CACHE_HOME"] = home,
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
            ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        };
        string[] arguments = ["setup", "--install-path", folder, "--nologo", "--non-interactive"];
        var done = await CommandLineTool.RunAsync(command, arguments, cancellationToken, folder, environment);

        var managed = Path.Combine(folder, "bundle", "managed");
        if (done.ExitCode != 0 || !File.Exists(Path.Combine(managed, DashboardPackage.Executable)))
        {
            throw Failed($"`aspire setup` ended with {done.ExitCode} and no dashboard ({done.LastLine}).");
        }

        // The bundle folder is a link into versions/; the entry is to be the folder itself, without the orchestrator beside it.
        var bundle = new DirectoryInfo(Path.Combine(folder, "bundle")).ResolveLinkTarget(returnFinalTarget: true)!;
        return Path.Combine(bundle.FullName, "managed");
    }

    private static string FirstError(string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith("npm error ", StringComparison.Ordinal))
            .Select(line => line["npm error ".Length..]).Take(2)
            .DefaultIfEmpty("no reason given").Aggregate((code, text) => $"{code}, {text}");

    private static DownloadException Failed(string reason) => new($"The Aspire dashboard was not fetched: {reason} {HowToGetIt}");
}
