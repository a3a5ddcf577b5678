using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>What goes wrong with the fetch. That it goes well, the build of AppHost shows: DashboardTests run what it fetched.</summary>
public sealed class DashboardFetcherTests
{
    private static CancellationToken Cancellation => TestDeadline.Token();

    [Fact]
    public async Task Without_npm_the_message_says_how_to_get_the_dashboard()
    {
        using var folder = new TemporaryFolder();

        var error = await FailAsync(folder);

        Assert.Equal($"The Aspire dashboard was not fetched: npm is not on PATH. {DashboardFetcher.HowToGetIt}", error.Message);
    }

    [Fact]
    public async Task What_npm_complains_about_stands_in_the_message()
    {
        using var folder = new TemporaryFolder();
        folder.AddCommand("npm", """
            echo 'npm warn old' >&2
            echo 'npm error code ENOTFOUND' >&2
            echo 'npm error syscall getaddrinfo' >&2
            exit 1
            """);

        var error = await FailAsync(folder);

        Assert.Contains(
            $"@{DashboardPackage.Version}` failed (code ENOTFOUND, syscall getaddrinfo). ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_not_the_published_one_is_thrown_away()
    {
        using var folder = new TemporaryFolder();
        folder.AddCommand("npm", """
            while [ "$1" != --pack-destination ]; do shift; done
            echo other > "$2/other.tgz"
            echo '[{"filename":"other.tgz","integrity":"sha512-published"}]'
            """);

        var error = await FailAsync(folder);

        Assert.Contains("as published; it was thrown away", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [$"{DashboardPackage.Version}.lock"],
            Directory.GetFileSystemEntries(Path.Combine(folder.Path, "dashboard")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_dashboard_in_the_cache_is_taken_without_asking_npm()
    {
        using var folder = new TemporaryFolder();
        var present = Directory.CreateDirectory(Path.Combine(folder.Path, DashboardPackage.CacheEntry)).FullName;

        var found = await new DashboardFetcher(new UserCache(folder.Path), _ => { }, folder.Path).FetchAsync(Cancellation);

        Assert.Equal(present, found);
    }

    private static Task<DownloadException> FailAsync(TemporaryFolder folder) => Assert.ThrowsAsync<DownloadException>(
        () => new DashboardFetcher(new UserCache(folder.Path), _ => { }, folder.Path).FetchAsync(Cancellation));
}
