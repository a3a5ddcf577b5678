using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// apt-get with its state in one folder of ours: it needs no root, takes no lock of the system and changes nothing outside.
/// </summary>
internal sealed class PrivateApt
{
    private readonly string _aptGet;
    private readonly string _configuration;
    private readonly string _folder;

    /// <summary>Prepares the state of that apt-get below <paramref name="folder"/>.</summary>
    public PrivateApt(string aptGet, string folder)
    {
        _aptGet = aptGet;
        _folder = folder;
        ArchiveFolder = Path.Combine(folder, "cache", "archives");
        Directory.CreateDirectory(Path.Combine(ArchiveFolder, "partial"));
        Directory.CreateDirectory(Path.Combine(folder, "state", "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(folder, "log"));

        // A configuration file, read after the system's own, since only a file can clear lists: the hooks of a container image would
        // otherwise run here and clean the system's package cache.
        _configuration = Path.Combine(folder, "apt.conf");
        File.WriteAllText(_configuration, $"""
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            #clear DPkg::Pre-Invoke;
            #clear DPkg::Pre-Install-Pkgs;
            #clear DPkg::Post-Invoke;
            APT::Sandbox::User "";
            Acquire::Languages "none";
            Acquire::Retries "1";
            Acquire::http::Timeout "15";
            Acquire::https::Timeout "15";
            Debug::NoLocking "1";
            Dir::Cache "{folder}/cache";
            Dir::Log "{folder}/log";
            Dir::State "{folder}/state";
            Dir::State::status "/var/lib/dpkg/status";

            """);
    }

    /// <summary>Where downloaded packages lie.</summary>
    public string ArchiveFolder { get; }

    /// <summary>
    /// Fetches package lists into the private state. One source that fails leaves the others usable, so its exit code says little.
    /// </summary>
    public Task<CommandLineResult> UpdateAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(["update"], timeout, cancellationToken);

    /// <summary>
    /// Downloads packages, installed or not, and all they need that the system has not installed, each checked as apt checks it, and
    /// installs none.
    /// </summary>
    public Task<CommandLineResult> DownloadAsync(string[] packages, bool systemLists, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string[] lists = systemLists ? ["-o", "Dir::State::lists=/var/lib/apt/lists"] : [];
        return RunAsync(
            [.. lists, "install", "--yes", "--download-only", "--reinstall", "--no-install-recommends", .. packages], timeout, cancellationToken);
    }

    private Task<CommandLineResult> RunAsync(string[] arguments, TimeSpan timeout, CancellationToken cancellationToken) =>
        CommandLineTool.RunAsync(
            _aptGet,
            ["-q", "-c", _configuration, .. arguments],
            cancellationToken,
            _folder,
            new Dictionary<string, string> { ["LC_ALL"] = "C" },
            timeout);
}
