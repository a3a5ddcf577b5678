using System.ComponentModel;
using System.Runtime.InteropServices;
using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// A Redis server out of the distribution's own packages (Debian, Ubuntu and their kin), unpacked into the user cache: no root, no
/// change to the system, no package installed. What apt verifies when it installs is verified here, since apt does the download.
/// </summary>
internal sealed class PrivateRedis
{
    // Half an hour's worth of mirrors that do not answer must not hold the application; a slow one needs some 20 s.
    private static readonly TimeSpan AptTimeout = TimeSpan.FromMinutes(1);

    // The packages rest on libraries of the system, so a copy belongs to one release of it.
    private static readonly string Entry = Path.Combine(
        "redis", OsRelease() + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant());

    // The program itself is in redis-tools; both are taken even where the system has one of them.
    private static readonly string[] Packages = ["redis-server", "redis-tools"];

    private readonly UserCache _cache;
    private readonly Action<string> _say;
    private readonly string? _aptGet;
    private readonly string? _dpkgDeb;

    /// <summary>A copy in that cache; <paramref name="say"/> gets a line for each step of the download.</summary>
    public PrivateRedis(UserCache cache, Action<string> say, string? searchPath = null)
    {
        _cache = cache;
        _say = say;
        _aptGet = CommandLineTool.Find("apt-get", searchPath);
        _dpkgDeb = CommandLineTool.Find("dpkg-deb", searchPath);
    }

    /// <summary>True where such a copy can be made: apt-get and dpkg-deb are there.</summary>
    public bool IsPossible => _aptGet is not null && _dpkgDeb is not null;

    /// <summary>The copy's server if the copy has been made before, else null.</summary>
    public RedisProgram? Cached => _cache.TryGet(Entry, out var root) ? Program(root) : null;

    /// <summary>The copy's server, made now if it is not there yet: about 5 s once, nothing later.</summary>
    /// <exception cref="DownloadException">The packages could not be had or do not run; the cache is as it was.</exception>
    public async Task<RedisProgram> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            var root = await _cache.GetOrAddAsync(Entry, FillAsync, cancellationToken);
            return Program(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException or Win32Exception)
        {
            throw new DownloadException($"No private Redis could be made: {error.Message}", error);
        }
    }

    private async Task<string> FillAsync(string folder, CancellationToken cancellationToken)
    {
        var apt = new PrivateApt(_aptGet!, folder);
        _say("No redis-server on this machine: fetching the distribution's packages into the user cache (once, a few seconds)");
        var download = await apt.DownloadAsync(Packages, systemLists: true, AptTimeout, cancellationToken);
        if (download.ExitCode != 0)
        {
            _say("The system's package lists are missing or old: fetching fresh ones into a private folder");
            await apt.UpdateAsync(AptTimeout, cancellationToken);
            download = await apt.DownloadAsync(Packages, systemLists: false, AptTimeout, cancellationToken);
        }

        var packages = Directory.GetFiles(apt.ArchiveFolder, "*.deb");
        if (download.ExitCode != 0 || packages.Length == 0)
        {
            throw new DownloadException($"No private Redis could be made: apt-get could not fetch redis-server ({download.LastLine})");
        }

        var root = Path.Combine(folder, "root");
        foreach (var package in packages.Order(StringComparer.Ordinal))
        {
            _say($"Unpacking {Path.GetFileName(package)}");
            await RunAsync(_dpkgDeb!, ["-x", package, root], null, cancellationToken);
        }

        var program = Program(root);
        var version = await RunAsync(program.Path, ["--version"], program.Environment, cancellationToken);
        _say(version.Output.Trim());
        return root;
    }

    // The libraries stay where the packages put them, which differs by processor; the loader is told by environment.
    private static RedisProgram Program(string root)
    {
        string[] places = ["usr/lib", "lib"];
        var libraries = from place in places
                        let folder = Path.Combine(root, place)
                        where Directory.Exists(folder)
                        from library in Directory.EnumerateFiles(folder, "*.so*", SearchOption.AllDirectories)
                        select Path.GetDirectoryName(library);
        return new RedisProgram(
            Path.Combine(root, "usr", "bin", "redis-server"),
            new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = string.Join(':', libraries.Distinct().Order(StringComparer.Ordinal)) });
    }

    private static string OsRelease()
    {
        const string File = "/etc/os-release";
        var values = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
                .ToLookup(pair => pair[0], pair => pair[1].Trim('"', '\''))
            : Enumerable.Empty<string[]>().ToLookup(pair => pair[0], pair => pair[1]);
        return string.Join('-', values["ID"].Concat(values["VERSION_ID"]).DefaultIfEmpty("unknown"));
    }

    private static async Task<CommandLineResult> RunAsync(
        string command, string[] arguments, IEnumerable<KeyValuePair<string, string>>? environment, CancellationToken cancellationToken)
    {
        var result = await CommandLineTool.RunAsync(command, arguments, cancellationToken, environment: environment);
        return result.ExitCode == 0
            ? result
            : throw new DownloadException(
                $"No private Redis could be made: {Path.GetFileName(command)} ended with {result.ExitCode} ({result.LastLine})");
    }
}
