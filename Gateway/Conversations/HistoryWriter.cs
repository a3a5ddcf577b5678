using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Writes stored items in the dialect of a request: its own as they came, others by way of the neutral form.</summary>
internal static class HistoryWriter
{
    /// <summary>Writes items.</summary>
    /// <param name="stored">The items, each valid JSON, oldest first.</param>
    /// <param name="api">The API to write for, which has a history.</param>
    /// <returns>The items in that API's dialect. What it has no words for is left out.</returns>
    public static List<RequestItem> Write(IReadOnlyList<ConversationItem> stored, Api api)
    {
        var written = new List<RequestItem>(stored.Count);
        var foreign = new List<NeutralItem>();
        foreach (var item in stored)
        {
            if (item.Dialect == api.Name)
            {
                Flush(foreign, written, api);
                written.Add(new RequestItem(item.Role, item.Message));
            }
            else if (Api.Named(item.Dialect)?.History?.Read(item.Message) is { Parts.Count: > 0 } neutral)
            {
                foreign.Add(neutral);
            }
        }

        Flush(foreign, written, api);
        return written;
    }

    private static void Flush(List<NeutralItem> foreign, List<RequestItem> written, Api api)
    {
        if (foreign.Count > 0)
        {
            written.AddRange(api.History!.Write(foreign));
            foreign.Clear();
        }
    }
}
