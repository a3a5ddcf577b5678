using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Recordings;

/// <summary>
/// Real answers of many providers, read in place where they stand beside the repository: a sample of the ways to cut them, all of them where
/// <c>TEST_SCALE</c> is <c>full</c>.
/// </summary>
public sealed class RecordingTests
{
    private const int SmallBytes = 8 * 1024;
    private static readonly Lazy<IReadOnlyList<Recording>> Recordings = new(Recording.All);

    [Fact]
    public void Every_member_is_read_exactly_from_every_recording()
    {
        var differences = Recordings.Value.SelectMany(recording => recording.Differences(recording.Observe(recording.Body))).ToList();

        Assert.Empty(differences);
    }

    [Fact]
    public void Every_recording_reads_the_same_byte_by_byte()
    {
        var differences = Recordings.Value.SelectMany(recording => recording.Differences(recording.Observe(Reading.Bytes(recording.Body)))).ToList();

        Assert.Empty(differences);
    }

    [Fact]
    public void Every_recording_reads_the_same_however_it_is_cut()
    {
        var random = new Random(7);
        foreach (var recording in Recordings.Value)
        {
            var body = recording.Body;
            var whole = recording.Observe(body);
            foreach (var at in Cuts(body.Length, random))
            {
                Assert.True(whole == recording.Observe(body[..at], body[at..]), $"{recording.File} cut at {at}");
            }
        }
    }

    private static IEnumerable<int> Cuts(int length, Random random)
    {
        if (TestScale.IsFull)
        {
            return length < SmallBytes ? Enumerable.Range(1, length - 1) : Enumerable.Range(0, 500).Select(_ => random.Next(1, length));
        }

        return Enumerable.Range(0, 20).Select(_ => random.Next(1, length));
    }
}
