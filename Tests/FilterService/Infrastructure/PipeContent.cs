using System.IO.Pipelines;
using System.Net;

namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>A request body that is written while the answer is read (StreamContent would be sent whole first).</summary>
/// <param name="reader">Where the body comes from.</param>
internal sealed class PipeContent(PipeReader reader) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync();
        while (true)
        {
            var read = await reader.ReadAsync();
            foreach (var memory in read.Buffer)
            {
                await stream.WriteAsync(memory);
            }

            await stream.FlushAsync();
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
