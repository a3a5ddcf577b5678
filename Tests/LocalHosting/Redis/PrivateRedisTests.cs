using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Redis;

namespace LlmAspire.Tests.LocalHosting.Redis;

public sealed class PrivateRedisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_is_made_from_the_distributions_packages_and_leaves_only_itself_in_the_cache()
    {
        using var folder = new TemporaryFolder();
        var steps = new List<string>();

        var program = await new PrivateRedis(new UserCache(folder.Path), steps.Add).GetAsync(Cancellation);

        var version = await CommandLineTool.RunAsync(program.Path, ["--version"], Cancellation, environment: program.Environment);
        Assert.StartsWith("Redis server v=", version.Output, StringComparison.Ordinal);
        Assert.Contains(steps, step => step.StartsWith("Unpacking redis-server", StringComparison.Ordinal));
        var copy = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "redis")));
        Assert.Equal(
            [copy, copy + ".lock"],
            Directory.GetFileSystemEntries(Path.Combine(folder.Path, "redis")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_hosts_that_need_the_copy_at_once_make_it_once()
    {
        using var folder = new TemporaryFolder();
        var made = 0;
        var copies = Enumerable.Range(0, 2).Select(_ => new PrivateRedis(new UserCache(folder.Path), step =>
        {
            if (step.StartsWith("Redis server v=", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref made);
            }
        }));

        var programs = await Task.WhenAll(copies.Select(copy => copy.GetAsync(Cancellation)));

        Assert.Equal(1, made);
        Assert.Equal(programs[0].Path, programs[1].Path);
    }
}
